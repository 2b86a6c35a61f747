; columns/query.asm: the question's columns as they lie in the file, where memory is too short for their streams.
;
; A question needs each of them once, so to be slower costs little. Four weights to a byte, the first in the top two
; bits, coded w + 2: 00 = -2, 01 = -1, 10 = 0, 11 = +1.

; query_packed: adds a column times a byte to accumulators, weight by weight.
; In:       DE -> column, IX = where to go on; in the chains' set E = byte, H = page of accumulators
; Destroys: AF, B, BC', L'
; T-states: 39 for each weight of 0, 64 for +1, 72 for -1, 108 for -2, and 39 for each four; a carry adds 14 to 26
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
; weight 1
        sla c
        jr nc,query_negative_1
        sla c
        jr nc,query_next_1
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,query_next_1
        inc h
        inc (hl)
        dec h
        jr query_next_1
query_negative_1:
        sla c
        call nc,query_minus     ; -2 is -1 twice
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,query_next_1
        inc h
        dec (hl)
        dec h
query_next_1:
        inc l
; weight 2
        sla c
        jr nc,query_negative_2
        sla c
        jr nc,query_next_2
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,query_next_2
        inc h
        inc (hl)
        dec h
        jr query_next_2
query_negative_2:
        sla c
        call nc,query_minus     ; -2 is -1 twice
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,query_next_2
        inc h
        dec (hl)
        dec h
query_next_2:
        inc l
; weight 3
        sla c
        jr nc,query_negative_3
        sla c
        jr nc,query_next_3
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,query_next_3
        inc h
        inc (hl)
        dec h
        jr query_next_3
query_negative_3:
        sla c
        call nc,query_minus     ; -2 is -1 twice
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,query_next_3
        inc h
        dec (hl)
        dec h
query_next_3:
        inc l
; weight 4
        sla c
        jr nc,query_negative_4
        sla c
        jr nc,query_next_4
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,query_next_4
        inc h
        inc (hl)
        dec h
        jr query_next_4
query_negative_4:
        sla c
        call nc,query_minus     ; -2 is -1 twice
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,query_next_4
        inc h
        dec (hl)
        dec h
query_next_4:
        inc l
        exx
        dec b
        jp nz,query_byte
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
