; packed/handlers.asm: a piece of code for each byte of four weights, made at the start.
;
; A handler does what its byte says to four accumulators, HL to HL + 3, with E: for +1 and -1 the templates
; below, 30 T-states unless they carry, for -2 that of -1 twice, for 0 nothing, and `inc l` after each.
; Layout packed has one for every byte. Layout tight has HANDLERS_MADE of them, for the bytes that the build found
; to be met most, as many as memory has room for; any_byte does all others.
; In:       E = byte of an activation, H = page of accumulators, L = the first of four
; Out:      L + 4
; Destroys: AF

EXCHANGE:       equ 0D9h        ; opcodes: exx
INCREMENT:      equ 2Ch         ; inc l

; prepare: makes the handlers, and HANDLERS, a page of their addresses' low bytes and one of high bytes.
; Destroys: AF, BC, DE, HL, IX
prepare:
        if LAYOUT_TIGHT
        ld hl,HANDLERS
prepare_any:
        ld (hl),255&(any_byte)
        inc h
        ld (hl),any_byte/256
        dec h
        inc l
        jr nz,prepare_any
        if HANDLERS_MADE
        ld ix,handled_bytes
        ld b,HANDLERS_MADE
        ld de,HANDLERS_CODE
prepare_handler:
        push bc
        ld h,HANDLERS/256
        ld l,(ix+0)
        inc ix
        call make_handler
        pop bc
        djnz prepare_handler
        endif
        ret
        else
        ld de,HANDLERS_CODE
        ld hl,HANDLERS
        endif

; make_handler: the code for a byte, and its address into the table. In layout packed for all bytes from this one on.
; In:       HL -> the byte's place in the table, whose L is the byte; DE -> place for the code
; Out:      DE -> behind the code
; Destroys: AF, BC; in layout packed HL
make_handler:
        ld (hl),e
        inc h
        ld (hl),d
        dec h
        ld c,l                  ; the four weights, the first in the top bits
        push hl
        ld a,EXCHANGE           ; column_byte comes with the other register set
        ld (de),a
        inc de
        ld b,4
prepare_weight:
        sla c
        jr nc,prepare_negative
        sla c
        jr nc,prepare_step
        ld hl,plus_one
        call copy_template
        jr prepare_step
prepare_negative:
        sla c
        call nc,copy_minus
        call copy_minus
prepare_step:
        ld a,INCREMENT
        ld (de),a
        inc de
        djnz prepare_weight
        ld hl,handler_end
        ld c,HANDLER_END_BYTES
        ldir                    ; B is 0
        pop hl
        if LAYOUT_TIGHT-1
        inc l
        jr nz,make_handler
        endif
        ret

handler_end:
        exx
        dec b
        jp nz,column_byte
        jp bytes_done
HANDLER_END_BYTES: equ $-handler_end

; copy_minus, copy_template: In: DE -> end of the code, HL -> template. Destroys: AF, HL.
copy_minus:
        ld hl,minus_one
copy_template:
        push bc
        ld bc,TEMPLATE_BYTES
        ldir
        pop bc
        ret

plus_one:
        add_byte
        jr nc,plus_done
        add_step
plus_done:
TEMPLATE_BYTES: equ plus_done-plus_one

minus_one:
        sub_byte
        jr nc,minus_done
        sub_step
minus_done:

        if LAYOUT_TIGHT
        include "packed/any.asm"
        endif
