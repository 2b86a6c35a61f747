; columns/twos.asm: chains for weights of -2, whose indices so are in a stream once only.

; double: what a stub of the chain begins with. DE becomes 2x, and x again at the chain's end.
; T-states: 16
double:
        sla e
        rl d
double_end:

DOUBLING_STUBS_BYTES: equ 2*STUB_BYTES-1+2*(double_end-double)    ; of an even and an odd number

; wide_sub_segment: the template of chains that subtract DE: 53 T-states an element, and no branch. Weights of -2
; run through one, and layers that add two bytes at once (columns/wide.asm) have another for -1.
; In:       H = page of low bytes, DE = what to subtract, SP -> indices
; Destroys: AF, BC, L
wide_sub_segment:
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
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
        pop bc
        ld l,c
        ld a,(hl)
        sub e
        ld (hl),a
        inc h
        ld a,(hl)
        sbc a,d
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
wide_sub_segment_end:
WIDE_BYTES:     equ wide_sub_segment_end-wide_sub_segment       ; of wide_add_segment too

twos_done:
        srl d
        rr e
        ret

; dec_twos_segment: the same for the context's columns: 31 T-states an element.
; In:       H = page of sums, SP -> indices
; Destroys: F, BC, L
dec_twos_segment:
        pop bc
        ld l,c
        dec (hl)
        dec (hl)
        ld l,b
        dec (hl)
        dec (hl)
        pop bc
        ld l,c
        dec (hl)
        dec (hl)
        ld l,b
        dec (hl)
        dec (hl)
        pop bc
        ld l,c
        dec (hl)
        dec (hl)
        ld l,b
        dec (hl)
        dec (hl)
        pop bc
        ld l,c
        dec (hl)
        dec (hl)
        ld l,b
        dec (hl)
        dec (hl)
        pop bc
        ld l,c
        dec (hl)
        dec (hl)
        ld l,b
        dec (hl)
        dec (hl)
        pop bc
        ld l,c
        dec (hl)
        dec (hl)
        ld l,b
        dec (hl)
        dec (hl)
dec_twos_segment_end:
DEC_TWOS_BYTES: equ dec_twos_segment_end-dec_twos_segment
