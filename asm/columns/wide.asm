; columns/wide.asm: additions of two bytes, for layers whose inputs are often above 255.

; wide_add_segment: the template of a chain as in columns/chains.asm, whose elements add DE in one go: 53 T-states,
; and no branch. Activations above 255 need no second run. See columns/twos.asm for wide_sub_segment.
; In:       H = page of low bytes, DE = addend, SP -> indices
; Destroys: AF, BC, L
wide_add_segment:
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
        dec h

; wide_single: one addition and one subtraction.
wide_single:
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
        dec h
        ret
