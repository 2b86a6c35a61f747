; columns/segments.asm: the segments that chains are made of. columns/chains.asm copies each as often as a chain needs
; it, and has the segments for the context's columns.

; BYTES: 34 T-states an element. All jumps are relative, since a segment is copied.
;
; Each element adds E to the accumulator of the next index. One `pop bc` fetches two indices. A segment has two runs of
; elements. The upper run, from element 1 on, does additions while there is no carry. After a carry, the program jumps
; to the lower run, which steps the high byte and then does the next element. If that carries too, it stays in the lower
; run; if not, it jumps back (29 T-states more, there and back). Half of the lower run is before the upper run and half
; after it, because a relative jump reaches no further. A segment is entered in the upper run.

; upper_pair: two elements of the upper run. n is odd, next is n + 1.
; In:       H, E, SP as for the segment
; Destroys: AF, BC, L
; T-states: 68, if neither carries
upper_pair macro op,n,next
op##_##n:
        pop bc
        ld l,c
        op##_byte
        jr c,op##_carry_##n
op##_##next:
        ld l,b
        op##_byte
        jr c,op##_carry_##next
        endm

; lower_pair: the same two elements of the lower run, entered where one of them has carried. second and third are n + 2
; and n + 3, the elements of the upper run to go on with.
; In:       HL -> low byte that has carried; E, SP as for the segment
; Destroys: AF, BC, L
; T-states: 53 after a carry of n, 63 after one of next, if the element that follows doesn't carry
lower_pair macro op,n,next,second,third
op##_carry_##n:
        op##_step
        ld l,b
        op##_byte
        jr nc,op##_##second
op##_carry_##next:
        op##_step
        pop bc
        ld l,c
        op##_byte
        jr nc,op##_##third
        endm

; lower_last: lower_pair for the last two elements of a half; the upper run always goes on after them.
; T-states: 53 after a carry of n, 31 after one of next
lower_last macro op,n,next,second
op##_carry_##n:
        op##_step
        ld l,b
        op##_byte
        jr nc,op##_##second
op##_carry_##next:
        op##_step
        jr op##_##second
        endm

; cross_segment: CROSS_ELEMENTS additions or subtractions of a byte. The slot takes the chain's end, or a jump to the
; next segment.
; In:       H = page of low bytes, E = byte, SP -> indices
; Destroys: AF, BC, L
; T-states: 34 an element, and 29 for each run of carries
cross_segment macro op
op##_segment:
        lower_pair op,1,2,3,4
        lower_pair op,3,4,5,6
        lower_pair op,5,6,7,8
        lower_pair op,7,8,9,10
        lower_pair op,9,10,11,12
        lower_last op,11,12,13
        upper_pair op,1,2
        upper_pair op,3,4
        upper_pair op,5,6
        upper_pair op,7,8
        upper_pair op,9,10
        upper_pair op,11,12
        upper_pair op,13,14
        upper_pair op,15,16
        upper_pair op,17,18
        upper_pair op,19,20
        upper_pair op,21,22
        upper_pair op,23,24
op##_slot:
        ds ENDING_BYTES
        lower_pair op,13,14,15,16
        lower_pair op,15,16,17,18
        lower_pair op,17,18,19,20
        lower_pair op,19,20,21,22
        lower_pair op,21,22,23,24
        lower_last op,23,24,slot
op##_segment_end:
        endm

        cross_segment add
        cross_segment sub

CROSS_BYTES:    equ add_segment_end-add_segment

; WORDS: 53 T-states an element, and no jump. Weights of -2 use subtractions of words, with 2x in DE. Layers whose
; inputs are often above 255 use additions and subtractions of words (WIDE_LAYERS), so that no column runs twice.

; wide_segment: WIDE_ELEMENTS additions or subtractions of a word.
; In:       H = page of low bytes, DE = word, SP -> indices
; Destroys: AF, BC, L
; T-states: 53 an element
wide_segment macro op
wide_##op##_segment:
        rept WIDE_ELEMENTS/2
        pop bc
        ld l,c
        op##_word
        dec h
        ld l,b
        op##_word
        dec h
        endm
wide_##op##_segment_end:
        endm

; double: begins each stub of the chain for -2. DE becomes 2x; twos_done at the chain's end makes it x again.
; T-states: 16
double:
        sla e
        rl d
double_end:

DOUBLING_STUBS_BYTES: equ 2*STUB_BYTES-1+2*(double_end-double)    ; two stubs: for an even and an odd number of indices

        wide_segment sub

WIDE_BYTES:     equ wide_sub_segment_end-wide_sub_segment

twos_done:
        srl d
        rr e
        ret

; The segment for the context's weights of -2.
        straight_segment dec_twos,dec,2
DEC_TWOS_BYTES: equ dec_twos_segment_end-dec_twos_segment

        if WIDE_LAYERS
        wide_segment add
        endif
