; columns/add.asm: twenty-four additions, the piece that chains of them are made of.

; add_segment: the template of a chain's segment; columns/chains.asm copies it. It jumps relatively only.
;
; Each element adds E to the accumulator of the next index, two of which come with one `pop bc`: 34 T-states.
; The upper run, from add_1 on, is for additions that follow no carry. Where one carries, the path crosses to
; the lower run, which first steps the high byte, a page up, and then does the element after it (29 T-states
; more, there and back); a second carry in a row stays there. Half of the lower run lies in front of the upper
; and half behind it, since a relative jump goes no further. A segment is entered in the upper run.
; In:       H = page of low bytes, E = addend, SP -> indices
; Destroys: AF, BC, L
add_segment:
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
        jr nc,add_13
add_carry_12:
        inc h
        inc (hl)
        dec h
        jr add_13
add_1:
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
        jr c,add_carry_12
add_13:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_13
add_14:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_14
add_15:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_15
add_16:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_16
add_17:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_17
add_18:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_18
add_19:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_19
add_20:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_20
add_21:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_21
add_22:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_22
add_23:
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_23
add_24:
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr c,add_carry_24
add_slot:
        db 0,0,0,0,0,0,0      ; ENDING_BYTES: the chain's end, or a jump to the next segment
add_carry_13:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_15
add_carry_14:
        inc h
        inc (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_16
add_carry_15:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_17
add_carry_16:
        inc h
        inc (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_18
add_carry_17:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_19
add_carry_18:
        inc h
        inc (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_20
add_carry_19:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_21
add_carry_20:
        inc h
        inc (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_22
add_carry_21:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_23
add_carry_22:
        inc h
        inc (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_24
add_carry_23:
        inc h
        inc (hl)
        dec h
        ld l,b
        ld a,(hl)
        add a,e
        ld (hl),a
        jr nc,add_slot
add_carry_24:
        inc h
        inc (hl)
        dec h
        jr add_slot
add_segment_end:

CROSS_BYTES:    equ add_segment_end-add_segment        ; of sub_segment too
