; packed/any.asm: layout tight decodes a byte of four weights bit by bit if the byte has no handler of its own.

; any_byte: does the four weights of any byte.
; In, Out:  as a handler
; Destroys: AF, C
; T-states: some 160 more than a handler
any_byte:
        dec de
        ld a,(de)
        inc de
        exx
        ld c,a
        rept 4
        packed_weight
        endm
        exx
        dec b
        jp nz,column_byte
        jp bytes_done
