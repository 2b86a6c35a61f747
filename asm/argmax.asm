; argmax.asm: from the last layer's accumulators to the output that the network chooses.

; argmax: finds the index of the largest logit, which is accumulator >> 2; the first one, if several are equal.
;
; The build adds 8000h to the last layer's biases, and so to its accumulators: signed numbers become unsigned
; ones in the same order, and comparing them can't overflow. Few accumulators share the largest high byte. So a low
; byte is compared only if the high bytes are equal, without its lowest two bits, which the shift would drop. A 255
; after the last high byte ends the search. 256 high bytes fill their page: there the 255 replaces the last one, which
; is compared when all others have been.
; In:       H = page of the accumulators' low bytes (high bytes a page above); there are OUTPUTS of them
; Out:      A = C = index, DE = its accumulator without the lowest two bits, H = page of high bytes
; Destroys: F, B, L
; T-states: 28 for each accumulator that isn't larger
argmax:
        inc h
        ld l,ARGMAX_END
        if OUTPUTS=256
        ld a,(hl)
        push af
        endif
        ld (hl),255
        ld l,0
argmax_take:
        ld c,l                  ; the best so far
        ld d,(hl)
        dec h
        ld a,(hl)
        inc h
        and LOGIT_BITS
        ld e,a                  ; DE = its accumulator
argmax_resume:
        ld a,d
argmax_next:
        rept 3
        inc l
        cp (hl)
        jr c,argmax_larger
        jr z,argmax_equal
        endm
        inc l
        cp (hl)
        jr c,argmax_larger
        jr nz,argmax_next
argmax_equal:
        ld a,l
        cp ARGMAX_END
        jr z,argmax_done
        dec h
        ld a,(hl)
        inc h
        and LOGIT_BITS
        cp e
        jr z,argmax_resume
        jr c,argmax_resume
        jr argmax_take
argmax_larger:
        ld a,l
        cp ARGMAX_END
        jr nz,argmax_take
argmax_done:
        if OUTPUTS=256
        pop af
        ld (hl),a
        ld b,a
        dec h
        ld a,(hl)
        inc h
        and LOGIT_BITS
        ld l,a                  ; B, L = the last accumulator
        ld a,b
        cp d
        jr c,argmax_found
        jr nz,argmax_last
        ld a,e
        cp l
        jr nc,argmax_found
argmax_last:
        ld c,ARGMAX_END
        ld d,b
        ld e,l
argmax_found:
        endif
        ld a,c
        ret

ARGMAX_END:     equ OUTPUTS-OUTPUTS/256         ; where the 255 stands

LOGIT_BITS:     equ 11111100b   ; the bits of a low byte that acc >> 2 keeps
