; trim.asm: a text without the blanks around it, as the engine wants a question.

; trim: drops the blanks at both ends of a text.
; In:       HL -> text, B = length
; Out:      HL -> what is left, B = its length; Z if nothing is left
; Destroys: A, C
trim:
        inc b
trim_front:
        dec b
        ret z
        call is_blank
        jr nz,trim_back
        inc hl
        jr trim_front
trim_back:
        push hl
        ld c,b
        ld b,0
        add hl,bc
        ld b,c
trim_last:
        dec hl
        call is_blank
        jr nz,trim_done         ; the first character isn't blank, so the search ends there at the latest
        djnz trim_last
trim_done:
        pop hl
        ret

; is_blank: In: HL -> character. Out: Z if its low seven bits are a blank. Destroys: A.
is_blank:
        ld a,(hl)
        and 7Fh
        cp ' '
        ret
