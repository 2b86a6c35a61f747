; columns-merge.asm: shared sums.
;
; Where two neurons have many weights in common, the build gives those to a further accumulator behind the
; layer's neurons. When the columns are done, it is added to both; or subtracted from the second, if their
; weights were opposite. A stream says which, as for columns, and ends with the end of the chain of
; subtractions, that is with column_done:
;
;       dw merge_equal or merge_opposite
;       db shared sum, page, first neuron, second neuron

; merge_equal: both += sum. 146 T-states.
; In:       SP -> the stream behind this routine's address
; Destroys: AF, BC, DE, HL
merge_equal:
        pop hl
        ld e,(hl)
        inc h
        ld d,(hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        ret

; merge_opposite: first += sum, second -= sum.
merge_opposite:
        pop hl
        ld e,(hl)
        inc h
        ld d,(hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        inc h
        ld a,(hl)
        adc a,d
        ld (hl),a
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
        ld (hl),a
        ret
