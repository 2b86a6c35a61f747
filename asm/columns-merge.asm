; columns-merge.asm: shared sums.
;
; Where two neurons have many weights in common, the build gives those to a further accumulator behind the
; layer's neurons. When the columns are done, it is added to both; or subtracted from the second, if their
; weights were opposite. A stream says which, as for columns: the entry for four, two or one merges of a kind,
; then for each the shared sum, the first neuron and the second, and a byte that makes up the word behind a
; single merge. It ends with column_done.
;
; A merge of a pair is 129 T-states: as long as it takes to carry a sum's two bytes to two places. A single
; one is 134, and each entry 10 more.
; In:       H = page of the accumulators' high bytes, SP -> the stream behind the entry
; Out:      H as it was
; Destroys: AF, BC, DE, L

; first += sum, second += sum.
merge_equal_4:
        pop bc
        ld l,c
        ld d,(hl)
        dec h
        ld e,(hl)
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        pop bc
        ld l,c
        dec h
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        ld l,b
        ld d,(hl)
        dec h
        ld e,(hl)
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        ld l,b
        dec h
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
merge_equal_2:
        pop bc
        ld l,c
        ld d,(hl)
        dec h
        ld e,(hl)
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        pop bc
        ld l,c
        dec h
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        ld l,b
        ld d,(hl)
        dec h
        ld e,(hl)
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        ld l,b
        dec h
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        ret
merge_equal_1:
        pop bc
        ld l,c
        ld d,(hl)
        dec h
        ld e,(hl)
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        pop bc
        ld l,c
        dec h
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        ret

; first += sum, second -= sum.
merge_opposite_4:
        pop bc
        ld l,c
        ld d,(hl)
        dec h
        ld e,(hl)
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        pop bc
        ld l,c
        dec h
        ld a,(hl)
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
        ld (hl),a
        ld l,b
        ld d,(hl)
        dec h
        ld e,(hl)
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        ld l,b
        dec h
        ld a,(hl)
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
        ld (hl),a
merge_opposite_2:
        pop bc
        ld l,c
        ld d,(hl)
        dec h
        ld e,(hl)
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        pop bc
        ld l,c
        dec h
        ld a,(hl)
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
        ld (hl),a
        ld l,b
        ld d,(hl)
        dec h
        ld e,(hl)
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        ld l,b
        dec h
        ld a,(hl)
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
        ld (hl),a
        ret
merge_opposite_1:
        pop bc
        ld l,c
        ld d,(hl)
        dec h
        ld e,(hl)
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        pop bc
        ld l,c
        dec h
        ld a,(hl)
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
        ld (hl),a
        ret
