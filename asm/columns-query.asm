; columns-query.asm: the question's columns as they lie in the file, where memory is too short for their streams.
;
; A question needs each of them once, so to be slower costs little. Four weights to a byte, the first in the top two
; bits, coded w + 2: 00 = -2, 01 = -1, 10 = 0, 11 = +1.

; query_packed: adds a column times a byte to accumulators, weight by weight.
; In:       DE -> column, IX = where to go on; in the chains' set E = byte, H = page of accumulators
; Destroys: AF, B, BC', L'
; T-states: 52 for each weight of 0, 80 for others
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
        ld b,4
query_weight:
        sla c
        jr nc,query_negative
        sla c
        jr nc,query_step
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,query_step
        inc h
        inc (hl)
        dec h
        jr query_step
query_negative:
        sla c
        call nc,query_minus     ; -2 is -1 twice
        call query_minus
query_step:
        inc l
        djnz query_weight
        exx
        djnz query_byte
        pop de
        jp (ix)

; query_minus: In: E = byte, H, L -> accumulator. Destroys: AF.
query_minus:
        ld a,(hl)
        sub e
        ld (hl),a
        ret nc
        inc h
        dec (hl)
        dec h
        ret
