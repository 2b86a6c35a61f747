; argmax.asm: from the last layer's accumulators to the character that the network wants next.

; shift: y = acc >> 2, arithmetic, in place: the logits.
; In:       H = page of the accumulators' low bytes, high bytes a page above, B = neurons (0: 256)
; Out:      H as it was
; Destroys: AF, B, DE, L
shift:
        ld l,0
shift_next:
        inc h
        ld d,(hl)
        dec h
        ld e,(hl)
        sra d
        rr e
        sra d
        rr e
        ld (hl),e
        inc h
        ld (hl),d
        dec h
        inc l
        djnz shift_next
        ret

; argmax: index of the largest logit; the first of equals wins.
;
; With its sign bit flipped a 16-bit number compares as unsigned, so no difference can overflow.
; In:       H = page of the logits' low bytes, high bytes a page above; CHARSET_SIZE of them
; Out:      A = index
; Destroys: F, BC, DE, L
argmax:
        ld l,0
        ld b,CHARSET_SIZE
argmax_take:
        ld c,l                  ; the best so far
        ld e,(hl)
        inc h
        ld a,(hl)
        dec h
        xor 80h
        ld d,a
argmax_next:
        inc l
        dec b
        ld a,c
        ret z
        inc h
        ld a,(hl)
        dec h
        xor 80h
        cp d
        jr c,argmax_next
        jr nz,argmax_take
        ld a,e
        cp (hl)
        jr nc,argmax_next
        jr argmax_take
