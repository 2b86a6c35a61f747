; columns/shared-sums.asm: at the start, weights that two neurons have in common go to a sum of their own.

; share_column: takes what two neurons have in common out of a column, for each of a layer's shared sums.
;
; A shared sum names two neurons: the smaller first if it takes equal weights, the larger first if it takes opposite
; ones. Its own weight is the first neuron's.
; In:       A = number of shared sums, IX -> group
; Destroys: AF, BC, DE, HL
; T-states: 66 for each whose first neuron has no weight here
share_column:
        ld b,a
        ld e,(ix+GROUP_SHARED_SUMS)
        ld d,(ix+GROUP_SHARED_SUMS+1)
        ld c,(ix+GROUP_OUTPUTS) ; the shared sum
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
