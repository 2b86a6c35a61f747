; columns-sums.asm: from layer 1's sums to layer 2's accumulators; run_network comes here.

; Layer 2's inputs are sums.
        ld iy,layer_table
        call load_biases
        ld hl,SUMS+OUTPUTS_1-1
        ld a,(hl)
        ld (last_sign),a
        ld (hl),1               ; a small sum, whose output isn't zero
        ld ix,sums_resume
        ld l,255
        jr sums_resume
sums_after_high:
        exx
        dec h
        exx
        ld ix,sums_resume
sums_resume:
        ld h,SUMS/256
        ld a,SIGN-1
sums_walk:
        inc l
        cp (hl)
        jr nc,sums_awake
        inc l
        cp (hl)
        jr nc,sums_awake
        inc l
        cp (hl)
        jr nc,sums_awake
        inc l
        cp (hl)
        jr nc,sums_awake
        inc l
        cp (hl)
        jr nc,sums_awake
        inc l
        cp (hl)
        jr c,sums_walk
sums_awake:
        ld a,(hl)
        cp SMALL_SUM
        jr nc,sums_large
        add a,a
        add a,a
        add a,a
        ld h,REMAINDER/256
        or (hl)                 ; A = activation
        jr z,sums_resume
sums_run:
        ld h,INPUT_STREAMS/256+2
        ld e,(hl)
        inc h
        ld d,(hl)
        ex de,hl
        di
        ld sp,hl
        ex de,hl
        exx
        ld e,a
        ret
sums_large:
        call sum_activation
        jr nc,sums_resume
        inc d
        dec d
        jr z,sums_one_byte
        rrca                    ; the low byte's turn comes when the walk comes here again
        rrca
        rrca
        and SMALL_SUM-1
        ld h,SUMS/256
        ld (hl),a
        ld a,d
        ld ix,sums_after_high
        ld h,INPUT_STREAMS/256+2
        jp run_high
sums_one_byte:
        or a
        jr nz,sums_run
        jr sums_resume
sums_last:
        ld sp,INTERRUPT_STACK   ; the sentinel's stream leaves without column_done
        exx
        ld a,(last_sign)
        ld h,SUMS/256
        ld (hl),a
        or a
        jp m,layer_summed
        call sum_activation
        jr nc,layer_summed
        jr last_activation

sums_stop:
        dw sums_last
walk_stop:
        dw walk_last
