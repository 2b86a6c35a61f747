; argmax.asm: from the last layer's accumulators to the next character.

; argmax: finds the index of the largest logit, which is accumulator >> 2; the first one, if several are equal.
;
; The build adds 8000h to the last layer's biases, and so to its accumulators: signed numbers become unsigned
; ones in the same order, and comparing them can't overflow. Few accumulators share the largest high byte. So a low
; byte is compared only if the high bytes are equal, without its lowest two bits, which the shift would drop. A 255
; after the last high byte ends the search.
; In:       H = page of the accumulators' low bytes (high bytes a page above); there are CHARSET_SIZE of them
; Out:      A = index
; Destroys: F, BC, DE, HL
; T-states: 28 for each accumulator that isn't larger
argmax:
        inc h
        ld l,CHARSET_SIZE
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
        cp CHARSET_SIZE
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
        cp CHARSET_SIZE
        jr nz,argmax_take
argmax_done:
        ld a,c
        ret

LOGIT_BITS:     equ 11111100b   ; the bits of a low byte that acc >> 2 keeps
