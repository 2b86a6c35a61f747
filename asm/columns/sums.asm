; columns/sums.asm: from the sums of the layer that the context joins to the next layer's accumulators. The program comes
; from run_network.

; The walk over the layer's inputs, which are sums: HL -> sum, B = page of the inputs' streams, C = page of sums,
; IY -> layer, IX = where to go on after a column. T-states: 18 for an inactive neuron, 150 to 175 for an active one,
; including both ends of its column.
        ld iy,layer_table
        start_layer EVEN_LOW/256
        ld b,(INPUT_STREAMS+SUMS_TABLE*STREAM_TABLE)/256
        ld h,c
        ld l,SUM_NEURONS-1
        hide_last sums_resume   ; a sum of 1 is below SMALL_SUM, and its output isn't zero
sums_after_high:
        exx
        dec h
        exx
        ld ix,sums_resume
sums_resume:
        ld h,c
        ld a,SIGN-1
        find_active 8,sums_active
sums_active:
        ld a,(hl)
        cp SMALL_SUM
        jr nc,sums_large
        add a,a
        add a,a
        add a,a
        ld h,REMAINDER/256
        add a,(hl)              ; A = activation
sums_run:
        run_stream              ; goes on at IX
sums_large:
        ld sp,INTERRUPT_STACK
        call sum_activation
        jr nc,sums_resume
        inc d
        dec d
        jr z,sums_one_byte
        or a
        jr z,sums_high_byte
        ld ix,sums_high
        jr sums_run
sums_one_byte:
        or a
        jr nz,sums_run
        jr sums_resume
sums_high:
        ld sp,INTERRUPT_STACK
        call sum_activation     ; its low byte's column is done
sums_high_byte:
        ld a,d
        ld ix,sums_after_high
        ld h,b
        jp run_high
sums_last:
        show_last
        call sum_activation
        jr nc,layer_summed
        jr last_activation

sums_stop:
        dw sums_last
