; encode/reply.asm: the reply so far.

; place of the reply's first input in its page
CONTEXT_FIRST:  equ HALF_PAGE

; context_start: the reply so far is empty, which looks like eight blanks.
; Destroys: AF, B, HL; with LAYOUT_COLUMNS everything
context_start:
        ld hl,window
        ld b,CONTEXT_WINDOW
        ld a,' '
context_blank:
        ld (hl),a
        inc hl
        djnz context_blank
        xor a
        ld (reply_length),a
        if LAYOUT_COLUMNS
        jp context_sums
        else
        ret
        endif

; context_append: one more character of the reply. In: A. Destroys: BC, DE, HL.
context_append:
        push af
        call fold
        ld hl,window+1
        ld de,window
        ld bc,CONTEXT_WINDOW-1
        ldir
        ld (de),a
        ld hl,reply_length
        inc (hl)
        pop af
        ret
        if LAYOUT_COLUMNS=0

; encode_context: counts the n-grams of the window, n = 1 to 3, into activations CONTEXT_FIRST and up.
;
; h starts at 7 times the place in the window, and one pass over three characters gives all three n.
; Destroys: AF, BC, DE, HL
encode_context:
        ld hl,INPUT_LOW+CONTEXT_FIRST
        call clear_half
        ld de,window
        ld bc,CONTEXT_WINDOW*256        ; B = characters from here on, C = 7 * place
context_place:
        push bc
        push de
        ld a,b
        cp CONTEXT_MAX_NGRAM
        jr c,context_first
        ld b,CONTEXT_MAX_NGRAM
context_first:
        ld a,c
context_longer:
        call hash_step
        ex de,hl
        add a,(hl)
        inc hl
        ex de,hl
        ld c,a                  ; h
        or CONTEXT_FIRST        ; the place of its activation
        ld l,a
        ld h,INPUT_LOW/256
        call count_at
        ld a,c
        djnz context_longer
        pop de
        pop bc
        inc de
        ld a,c
        add a,CONTEXT_POSITION_SEED
        ld c,a
        djnz context_place
        ret
        endif
