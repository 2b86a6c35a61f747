; packed/any.asm: layout tight decodes a byte of four weights bit by bit if the byte has no handler of its own.

; any_weight: does one weight of a byte.
; In:       C = the weights still to do, from the top bits down; E, HL as for a handler
; Out:      C shifted by two bits, L + 1
; T-states: 39 for a weight of 0, some 70 for others
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
        any_weight
        endm
        exx
        dec b
        jp nz,column_byte
        jp bytes_done
