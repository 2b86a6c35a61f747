; columns-sub.asm: twelve subtractions, the piece that chains of them are made of.

; sub_segment: as add_segment, but subtracts E, and a borrow steps the high byte down.
sub_segment:
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
        jr nc,sub_next
        inc h
        dec (hl)
        dec h
        jr sub_next
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
        jr nc,sub_next
        inc h
        dec (hl)
        dec h
sub_next:

SUB_SEGMENT_BYTES: equ sub_next-sub_segment
