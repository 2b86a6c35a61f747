; encode/reply.asm: the context, which is the reply so far.

CONTEXT_FIRST:  equ 256-CONTEXT_BUCKETS         ; index of the context's first input in its page

; context_start: empties the reply so far: its window becomes CONTEXT_WINDOW blanks.
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

; context_append: appends a character to the reply so far. In: A = character. Destroys: BC, DE, HL.
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
; The hash h starts at 7 times the n-gram's position in the window. One pass over three characters gives the hashes
; for n = 1, 2 and 3.
; Destroys: AF, BC, DE, HL
encode_context:
        ld hl,INPUT_LOW+CONTEXT_FIRST
        call clear_inputs
        ld de,window
        ld bc,CONTEXT_WINDOW*256        ; B = characters left, C = 7 * position
context_position:
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
        or CONTEXT_FIRST        ; index of its activation
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
        djnz context_position
        ret
        endif
