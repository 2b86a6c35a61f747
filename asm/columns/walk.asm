; columns/walk.asm: from each hidden layer's accumulators to those of the layer after it; not from the layer that the
; context joins: see columns/sums.asm.
;
; In the walk: HL -> high byte of an accumulator, B = page of the inputs' streams, C = page of high bytes,
; IY -> layer, IX = where to go on after a column; in the chains' registers H = page of the layer's own low bytes.
; T-states: 18 for an inactive neuron; 165 to 190 for an active one, including both ends of its column.

; run_high: runs a column with an activation's high byte.
; In:       A = byte, H = page of the inputs' streams, L = input, IX -> code that sets the chains' H back to low bytes
; Destroys: DE, H, and what the column destroys
run_high:
        open_stream
        ex de,hl
        exx
        inc h
        ld e,a
        ret

; last_activation: runs the last neuron's column, for the low byte and then for the high byte.
; In:       D, A = activation (high byte, low byte), IY -> layer
; Destroys: AF, HL, and what the column destroys
last_activation:
        ld hl,last_high
        ld (hl),d
        ld ix,last_upper
        or a
        jr nz,last_run
last_upper:
        ld hl,last_high
        ld a,(hl)
        or a
        jr z,layer_summed
        exx
        inc h
        exx
        ld ix,layer_summed
last_run:
        ld l,(iy+LAYER_LAST_STREAM)
        ld h,(iy+LAYER_LAST_STREAM+1)
        di
        ld sp,hl
        exx
        ld e,a
        ret

; All columns are done: merge the shared sums (columns/merge.asm), then go on with the next layer.
layer_summed:
        ld l,(iy+LAYER_MERGES)
        ld h,(iy+LAYER_MERGES+1)
        ld ix,layer_merged
        ld a,(iy+LAYER_PAGE)
        inc a
        di
        ld sp,hl
        exx
        ld h,a
        ret
layer_merged:
        ld a,(iy+LAYER_MORE)
        or a
        jp z,logits
layer_done:
        ld c,(iy+LAYER_PAGE)
        inc c                   ; C = page of high bytes to walk
walk_layer:                     ; IY -> entry before the layer's
        ld de,LAYER_ENTRY
        add iy,de
        start_layer (iy+LAYER_PAGE)
        if WIDE_LAYERS
        ld l,(iy+LAYER_LARGE)
        ld h,(iy+LAYER_LARGE+1)
        ld (walk_large+1),hl
        endif
        ld b,(iy+LAYER_STREAMS)
        ld h,c
        ld l,(iy+LAYER_LAST)
        hide_last walk_resume   ; a high byte of 1 is an activation from 64 to 127
walk_after_high:
        exx
        dec h
        exx
        ld ix,walk_resume
        if WIDE_LAYERS
        jr walk_resume
walk_wide:                      ; chains add both bytes at once; E, A = activation
        ld d,a
        ld a,e
        exx
        ld d,a
        exx
        ld a,d
        ld ix,walk_after_wide
        jp walk_run
walk_after_wide:
        exx
        ld d,0
        exx
        ld ix,walk_resume
        endif
walk_resume:
        ld h,c
        ld a,SIGN-1
        find_active 6,walk_active
walk_active:
        ld e,(hl)
        dec h
        ld a,(hl)
        shift_2 e
        jr nz,walk_large        ; E, A = acc >> 2
        or a
        jr z,walk_resume
walk_run:
        run_stream              ; goes on at IX
walk_large:
        if WIDE_LAYERS
        jp walk_bytes           ; or to walk_wide
walk_bytes:
        endif
        or a
        jr z,walk_high
        ld ix,walk_high
        jr walk_run
walk_high:
        ld h,c                  ; the low byte's column is done
        ld a,(hl)
        srl a
        srl a
        ld ix,walk_after_high
        ld h,b
        jp run_high
walk_last:
        show_last
        ld d,a
        dec h
        ld a,(hl)
        shift_2 d
        jp last_activation
walk_stop:
        dw walk_last

logits:
        ld sp,(stack_at)
        ld h,(iy+LAYER_PAGE)
