; columns/query.asm: the question's columns as packed weights, if memory is too small for their streams.
;
; This is slower than streams, but each column runs only once a question. There are four weights to a byte, the first in
; the top two bits, coded w + 2: 00 = -2, 01 = -1, 10 = 0, 11 = +1.

; query_packed: adds a column times a byte to accumulators, weight by weight.
; In:       DE -> column, IX = where to go on; in the chains' registers E = byte, H = page of accumulators
; Destroys: AF, B, BC', L'
; T-states: 39 for a weight of 0, 64 for +1, 72 for -1, 108 for -2, and 39 for each byte; a carry adds 14 to 26
query_packed:
        push de
        ld b,QUERY_COLUMN_BYTES
        exx
        ld l,0
        exx
query_byte:
        ld a,(de)
        inc de
        exx
        ld c,a
        rept 4
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
        call nc,query_minus     ; -2 is -1 twice
        sub_byte
        jr nc,.next
        sub_step
.next:
        inc l
        endm
        exx
        dec b
        jp nz,query_byte
        pop de
        jp (ix)

; query_minus: subtracts E from an accumulator. In: E = byte, HL -> low byte. Destroys: AF.
query_minus:
        sub_byte
        ret nc
        sub_step
        ret
