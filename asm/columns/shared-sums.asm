; columns/shared-sums.asm: moves the weights that two neurons have in common to a shared sum.

; share_column: does so in one column, for each of a layer's shared sums.
;
; A shared sum has two neurons: the one with the smaller index is first if the sum takes equal weights, the one with the
; larger index if it takes opposite weights. The sum's own weight is the first neuron's.
; In:       A = number of shared sums, IX -> group
; Destroys: AF, BC, DE, HL
; T-states: 66 for each sum whose first neuron has a weight of 0
share_column:
        ld b,a
        ld e,(ix+GROUP_SHARED_SUMS)
        ld d,(ix+GROUP_SHARED_SUMS+1)
        ld c,(ix+GROUP_OUTPUTS) ; index of the shared sum
        ld h,WEIGHTS/256
share_next:
        ld a,(de)
        inc de
        ld l,a
        ld a,(hl)
        cp NO_WEIGHT
        jr z,share_nothing
        push bc
        ld b,a
        ld c,l
        ld a,(de)
        ld l,a
        cp c
        ld a,b
        jr nc,share_equal
        neg
        add a,OPPOSITES
share_equal:
        cp (hl)
        jr nz,share_differs
        ld (hl),NO_WEIGHT
        ld l,c
        ld (hl),NO_WEIGHT
        ld a,b
        pop bc
        ld l,c
        ld (hl),a
share_nothing:
        inc de
        inc c
        djnz share_next
        ret
share_differs:
        pop bc
        jr share_nothing
