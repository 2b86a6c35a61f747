; texts.asm: replies that lie ready as texts. A text is its length, 1 to 255, then its characters.

; text_next: takes the text's next character.
; Out:      carry: A = character; no carry: the text has ended
; Destroys: F, HL
text_next:
        ld hl,text_left
        ld a,(hl)
        or a
        ret z
        dec (hl)
        ld hl,(text_at)
        ld a,(hl)
        inc hl
        ld (text_at),hl
        scf
        ret
        if HEAD_REPLIES

; text_find: begins the text of an answer.
; In:       A = its index
; Destroys: AF, B, DE, HL
; T-states: 51 for each answer before it
text_find:
        ld hl,answers
        ld d,0
        ld b,a
        inc b                   ; 0 is 256
text_skip:
        dec b
        jr z,text_start
        ld e,(hl)
        add hl,de
        inc hl
        jr text_skip
        endif

; text_start: begins a text. In: HL -> its length. Destroys: A, HL.
text_start:
        ld a,(hl)
        ld (text_left),a
        inc hl
        ld (text_at),hl
        ret
