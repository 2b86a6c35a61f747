; columns-expand.asm: the start of the program in layout columns: packed weights become streams.

ZERO_WEIGHTS:   equ 10101010b   ; a byte of four zero weights

; prepare: once, before anything else.
; Destroys: AF, BC, DE, HL, IX, IY, BC', DE', HL'
prepare:
        ld a,i                  ; P/V: are interrupts on?
        jp pe,prepare_weights
        ld a,i                  ; one that came just then makes it say no, so ask twice
        jp pe,prepare_weights
        xor a
        ld (column_enable),a    ; leave them off
prepare_weights:
        ld hl,program_end-1
        ld de,65535&(PACKED+PACKED_BYTES-1)
        ld bc,PACKED_BYTES
        lddr
        call build_chains
        ld hl,STREAMS
        ld (stream_at),hl
        ld hl,65535&PACKED
        if LAYOUT_SMALL
        ld (coded_at),hl
        ld a,80h
        ld (coded_bits),a       ; none yet
        endif
        ld ix,group_table
expand_group:
        ld b,(ix+GROUP_INPUTS)
expand_next:
        push bc
        if LAYOUT_SMALL
        call decode_column
        endif
        call expand_column
        inc (ix+GROUP_TABLE)    ; the next input's place in the table of addresses
        pop bc
        djnz expand_next
        ld bc,GROUP_ENTRY
        add ix,bc
        ld a,(ix+GROUP_BYTES)
        or a
        jr nz,expand_group
        if LAYERS-1

; Each layer's last neuron hides behind a sentinel: its column goes into the table of layers.
        ld iy,layer_table
        ld b,LAYERS-1
hide_last:
        ld h,(iy+LAYER_STREAMS)
        ld l,(iy+LAYER_LAST)
        ld e,(hl)
        inc h
        ld d,(hl)
        ld (iy+LAYER_LAST_STREAM),e
        ld (iy+LAYER_LAST_STREAM+1),d
        ld a,(iy+LAYER_STOP+1)
        ld (hl),a
        dec h
        ld a,(iy+LAYER_STOP)
        ld (hl),a
        ld de,LAYER_ENTRY
        add iy,de
        djnz hide_last
        endif
        ret

; An entry of group_table, columns that use the same chains; a GROUP_BYTES of 0 ends it:
GROUP_INPUTS:   equ 0           ; db: columns, 0 for 256
GROUP_BYTES:    equ 1           ; db: bytes of a packed column
GROUP_TABLE:    equ 2           ; dw: place of the first column's address in INPUT_STREAMS
GROUP_PLUS:     equ 4           ; dw: entries of the chain for +1
GROUP_MINUS:    equ 6           ; dw: entries of the chain for -1
GROUP_ENTRY:    equ 8           ; bytes of an entry

; expand_column: makes a column's stream: entry and indices of +1, unless there are none, entry and indices of -1.
; In:       HL -> packed column, IX -> its group
; Out:      HL -> next packed column
; Destroys: AF, BC, DE, HL', DE'
expand_column:
        exx
        ld hl,PLUS
        ld de,MINUS
        exx
        ld b,(ix+GROUP_BYTES)
        ld c,0                  ; index
expand_byte:
        ld a,(hl)
        inc hl
        cp ZERO_WEIGHTS
        jr z,expand_zeros
        ld d,a
expand_weight:
        ld a,c
        sla d
        jr nc,expand_negative
        sla d
        jr nc,expand_counted
        exx
        ld (hl),a
        inc hl
        exx
expand_counted:
        inc c
        ld a,c
        and 3
        jr nz,expand_weight
        djnz expand_byte
        jr expand_lists
expand_negative:
        sla d
        exx
        jr c,expand_minus_one
        ld (de),a               ; -2: twice
        inc de
expand_minus_one:
        ld (de),a
        inc de
        exx
        jr expand_counted
expand_zeros:
        inc c
        inc c
        inc c
        inc c
        djnz expand_byte
expand_lists:
        push hl
        ld de,(stream_at)
        ld l,(ix+GROUP_TABLE)
        ld h,(ix+GROUP_TABLE+1)
        ld (hl),e
        inc h
        ld (hl),d
        exx
        push de                 ; end of the indices of -1
        push hl                 ; end of those of +1
        exx
        pop hl
        ld bc,PLUS
        or a
        sbc hl,bc
        jr z,expand_no_plus
        push bc
        ld c,(ix+GROUP_PLUS)
        ld b,(ix+GROUP_PLUS+1)
        call write_list
expand_no_plus:
        pop hl
        ld bc,MINUS
        or a
        sbc hl,bc
        push bc
        ld c,(ix+GROUP_MINUS)
        ld b,(ix+GROUP_MINUS+1)
        call write_list
        ld (stream_at),de
        pop hl
        ret

; write_list: an entry, then its indices; if their number is odd, a byte before the first makes up the word.
; In:       HL = number of indices, BC -> entries, DE -> end of the stream, on the stack -> indices
; Out:      DE -> the new end; the stack's word is gone
; Destroys: AF, BC, HL
write_list:
        push hl
        add hl,hl
        add hl,bc
        ldi
        ldi
        pop bc
        bit 0,c
        jr z,write_indices
        inc de
write_indices:
        pop hl                  ; return address
        ex (sp),hl
        ld a,b
        or c
        ret z
        ldir
        ret
