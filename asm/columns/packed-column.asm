; columns/packed-column.asm: columns that stay packed, where memory is too small for lists of all. The build chooses those
; whose inputs are seldom active. Their streams are:
;
;       dw packed_column
;       db bytes,0              number of bytes of weights, rounded up to an even number
;       db weights,weights ...  four weights a byte, the first in the top two bits, coded w + 2

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
