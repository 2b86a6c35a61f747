; columns/shared-sums.asm: moves the weights that two neurons have in common to a shared sum.

; share_column: does so in one column, for each of a layer's shared sums.
;
; A shared sum has two neurons: the one with the smaller index is first if the sum takes equal weights, the one with the
; larger index if it takes opposite weights. The sum's own weight is the first neuron's.
; SP reads the sums, so interrupts are off meanwhile: 40,000 T-states at most.
; In:       A = number of shared sums, IX -> group
; Destroys: AF, BC, DE, HL
; T-states: 52 for each sum whose first neuron has a weight of 0; some 100 for others, or 140 if it takes a weight
share_column:
        ld b,a
        ld c,(ix+GROUP_OUTPUTS) ; index of the shared sum
        ld l,(ix+GROUP_SHARED_SUMS)
        ld h,(ix+GROUP_SHARED_SUMS+1)
        ld (share_stack),sp
        di
        ld sp,hl
        ld h,WEIGHTS/256
share_next:
        pop de                  ; E = first neuron, D = second
        ld l,e
        ld a,(hl)
        cp NO_WEIGHT
        jr nz,share_weight
share_nothing:
        inc c
        djnz share_next
share_end:
        ld sp,(share_stack)
share_enable:
        ei                      ; a nop if interrupts stay off
        ret
share_weight:
        ld l,d
        cp (hl)
        jr z,share_equal
        add a,(hl)
        cp OPPOSITES
        jr nz,share_nothing
        ld a,d
        cp e
        jr nc,share_nothing     ; the sum takes equal weights
        jr share_take
share_equal:
        ld a,d
        cp e
        jr c,share_nothing      ; it takes opposite ones
share_take:
        ld l,e
        ld a,(hl)
        ld (hl),NO_WEIGHT
        ld l,d
        ld (hl),NO_WEIGHT
        ld l,c
        ld (hl),a
        jr share_nothing
