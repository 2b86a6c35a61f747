; packed/handlers.asm: handlers, which `prepare` writes: a piece of code for each byte of four weights.
;
; A handler adds the products of its byte's four weights with E to the accumulators at HL to HL + 3. A weight of +1 or
; -1 is one of the templates below (30 T-states without a carry), -2 is the template of -1 twice, and 0 is no code.
; `inc l` follows each weight. Layout packed has a handler for every byte. Layout tight has HANDLERS_MADE handlers, as
; many as memory has room for, for the bytes that the build found to occur most often; any_byte does all other bytes.
; In:       E = byte of an activation, H = page of accumulators, L = the first of four neurons
; Out:      L + 4
; Destroys: AF

EXCHANGE:       equ 0D9h        ; opcode of exx
INCREMENT:      equ 2Ch         ; opcode of inc l

; prepare: writes the handlers and the table HANDLERS: a page of their addresses' low bytes, then a page of high bytes.
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

; make_handler: writes the code for a byte, and its address into the table. In layout packed it goes on with all larger
; bytes.
; In:       HL -> the byte's entry in the table, L = the byte; DE -> where the code goes
; Out:      DE -> after the code
; Destroys: AF, BC; in layout packed HL
make_handler:
        ld (hl),e
        inc h
        ld (hl),d
        dec h
        ld c,l                  ; the four weights, the first in the top bits
        push hl
        ld a,EXCHANGE           ; column_byte uses the other register set
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

; copy_minus, copy_template: appends the template minus_one, or that at HL, to the code.
; In: DE -> end of the code, HL -> template. Out: DE -> its new end. Destroys: AF, HL.
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
