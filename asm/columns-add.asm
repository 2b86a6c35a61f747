; columns-add.asm: twelve additions, the piece that chains of them are made of.

; add_segment: the template of a chain's segment; columns-chains.asm copies it. It jumps relatively only.
;
; Each element adds E to the accumulator of the next index, two of which come with one `pop bc`: 34 T-states.
; The upper run is for additions that follow no carry. Where one carries, the path crosses to the lower run,
; which first steps the high byte, a page up, and then does the element after it (29 T-states more, there and
; back); a second carry in a row stays there. The twelfth element goes on to the segment behind this one.
; In:       H = page of low bytes, E = addend, SP -> indices
; Destroys: AF, BC, L
add_segment:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_1
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_2
add_3:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_3
add_4:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_4
add_5:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_5
add_6:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_6
add_7:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_7
add_8:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_8
add_9:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_9
add_10:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_10
add_11:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_11
add_12:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_next
        inc h
        inc (hl)
        dec h
        jr add_next
add_carry_1:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_3
add_carry_2:
        inc h
        inc (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_4
add_carry_3:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_5
add_carry_4:
        inc h
        inc (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_6
add_carry_5:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_7
add_carry_6:
        inc h
        inc (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_8
add_carry_7:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_9
add_carry_8:
        inc h
        inc (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_10
add_carry_9:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_11
add_carry_10:
        inc h
        inc (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_12
add_carry_11:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_next
        inc h
        inc (hl)
        dec h
add_next:

ADD_SEGMENT_BYTES: equ add_next-add_segment
