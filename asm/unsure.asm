; unsure.asm: a network is unsure of a reply if the first pass has an output that comes close to the largest one.
;
; The margin is the difference between the largest output and the second largest; outputs are accumulator >> 2. The
; network is unsure if the margin is below a threshold of the build's. That is so if any other accumulator is above
; the largest one less four times the threshold. The lowest two bits don't count: of the largest they are cleared, so a
; further 4 makes "above" an "at least", which they can't change. UNSURE_BELOW is four times the threshold, less 4.

; is_unsure: compares the outputs after argmax. After a reply's first character it is never unsure.
; In:       as argmax leaves it: C = index of the largest output, DE = its accumulator, H = page of high bytes
; Out:      A = C; carry: the network is unsure
; Destroys: F, B, DE, L
; T-states: 57 for each output that is far below
is_unsure:
        if HEAD_REPLIES=0
        ld a,(reply_length)
        or a
        ld a,c
        ret nz
        endif
        ld b,h
        ex de,hl
        ld de,UNSURE_BELOW
        or a
        sbc hl,de
        ex de,hl
        ld h,b
        jr nc,unsure_from       ; DE = the least accumulator that is too close
        ld de,0
unsure_from:
        ld l,255&(OUTPUTS)
unsure_next:
        dec l
        ld a,l
        cp c
        jr z,unsure_other
        ld a,(hl)
        cp d
        jr c,unsure_other
        jr nz,unsure_close
        dec h
        ld a,(hl)
        inc h
        cp e
        jr nc,unsure_close
unsure_other:
        ld a,l
        or a
        jr nz,unsure_next
        ld a,c
        ret
unsure_close:
        ld a,c
        scf
        ret
