; columns/packed-column.asm: columns that stay packed, where memory is too small for lists of all. The build chooses those
; whose inputs are seldom active. Their streams are:
;
;       dw packed_column
;       db bytes,0              number of bytes of weights, rounded up to an even number
;       db weights,weights ...  four weights a byte, the first in the top two bits, coded w + 2

; packed_weight: adds one weight times E to an accumulator.
; In:       C = weights, the next in the top two bits; E = byte, HL -> low byte
; Out:      C shifted by two bits, L + 1
; Destroys: AF
; T-states: 39 for a weight of 0, 75 for +1, 76 for -1, 106 for -2; a carry adds 14 to 26
packed_weight macro
        sla c
        jr nc,.negative
        sla c
        jr nc,.next
        add_byte
        jr nc,.next
        add_step
        jr .next
.negative:
        sla c
        jr c,.minus
        sub_byte
        jr nc,.minus
        sub_step
.minus:
        sub_byte
        jr nc,.next
        sub_step
.next:
        inc l
        endm

; packed_column: adds a packed column times a byte to accumulators, then ends the column.
; In:       as for chains: H = page, E = byte, D = 0, SP -> number of bytes, weights
; Destroys: AF, BC, L
packed_column:
        pop bc
        ld d,c
        ld l,0
packed_word:
        pop bc
packed_byte:
        rept 4
        packed_weight
        endm
        dec d
        jp z,column_done
        bit 0,d
        jp z,packed_word
        ld c,b
        jp packed_byte
