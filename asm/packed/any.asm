; packed/any.asm: four weights of whatever byte, bit by bit, where layout tight has no handler for it.

; any_weight: one weight of a byte.
; In:       C = bits of the weights that are left, in the top ones; E, HL as a handler has them
; Out:      C shifted, L + 1
; T-states: 39 for 0, some 70 for others
any_weight macro
        sla c
        jr nc,.negative
        sla c
        jr nc,.done
        add_byte
        jr nc,.done
        add_step
        jr .done
.negative:
        sla c
        jr c,.minus
        sub_byte
        jr nc,.minus
        sub_step
.minus:
        sub_byte
        jr nc,.done
        sub_step
.done:
        inc l
        endm

; any_byte: In, Out and Destroys as a handler, and C. T-states: some 160 more than one.
any_byte:
        dec de
        ld a,(de)
        inc de
        exx
        ld c,a
        rept 4
        any_weight
        endm
        exx
        dec b
        jp nz,column_byte
        jp bytes_done
