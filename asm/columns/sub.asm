; columns/sub.asm: twenty-four subtractions, the piece that chains of them are made of.

; sub_segment: as add_segment, but subtracts E, and a borrow steps the high byte down.
; In:       H = page of low bytes, E = what to subtract, SP -> indices
; Destroys: AF, BC, L
sub_segment:
sub_carry_1:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_3
sub_carry_2:
        inc h
        dec (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_4
sub_carry_3:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_5
sub_carry_4:
        inc h
        dec (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_6
sub_carry_5:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_7
sub_carry_6:
        inc h
        dec (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_8
sub_carry_7:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_9
sub_carry_8:
        inc h
        dec (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_10
sub_carry_9:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_11
sub_carry_10:
        inc h
        dec (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_12
sub_carry_11:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_13
sub_carry_12:
        inc h
        dec (hl)
        dec h
        jr sub_13
sub_1:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_1
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_2
sub_3:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_3
sub_4:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_4
sub_5:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_5
sub_6:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_6
sub_7:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_7
sub_8:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_8
sub_9:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_9
sub_10:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_10
sub_11:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_11
sub_12:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_12
sub_13:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_13
sub_14:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_14
sub_15:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_15
sub_16:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_16
sub_17:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_17
sub_18:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_18
sub_19:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_19
sub_20:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_20
sub_21:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_21
sub_22:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_22
sub_23:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_23
sub_24:
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr c,sub_carry_24
sub_slot:
        db 0,0,0,0,0,0,0      ; ENDING_BYTES: the chain's end, or a jump to the next segment
sub_carry_13:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_15
sub_carry_14:
        inc h
        dec (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_16
sub_carry_15:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_17
sub_carry_16:
        inc h
        dec (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_18
sub_carry_17:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_19
sub_carry_18:
        inc h
        dec (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_20
sub_carry_19:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_21
sub_carry_20:
        inc h
        dec (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_22
sub_carry_21:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_23
sub_carry_22:
        inc h
        dec (hl)
        dec h
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_24
sub_carry_23:
        inc h
        dec (hl)
        dec h
        ld l,b
        ld a,(hl)
        sub e
        ld (hl),a
        jr nc,sub_slot
sub_carry_24:
        inc h
        dec (hl)
        dec h
        jr sub_slot
sub_segment_end:
