; columns/context.asm: the context, which is the reply so far, in the sums of the layer that it joins.
;
; While a reply is shorter than the window, the left part of the window is blank, and so are the n-grams that end there.
; There is a page of sums for each length of the reply up to SUM_PAGES - 1. At the start of a reply, each page gets the
; question's sums and the blank n-grams of its length. Then a character adds only the n-grams that end in the reply,
; three for each of its characters, to the page of the reply's length. No page is used twice in a reply. For greater
; lengths, a character copies SUMS_START and adds all n-grams.

CONTEXT_STEP:   equ 255&(HASH_MULTIPLIER*CONTEXT_POSITION_SEED)      ; an n-gram's hash grows by this a position
FIRST_NGRAMS:   equ CONTEXT_MAX_NGRAM*(CONTEXT_WINDOW-SUM_PAGES)        ; blank n-grams of the longest length

; context_sums: fills the pages of sums at the start of a reply, when the window is blank.
; Destroys: everything
context_sums:
        xor a
        call context_buckets
        ld hl,SUMS_START
        ld de,SUMS+256*(SUM_PAGES-1)
        call copy_blocks
        ld a,SUMS/256+SUM_PAGES-1
        ld b,FIRST_NGRAMS
        ld de,ngrams+3
sums_add:
        call ngrams_add
        ld a,(sums_page)
        cp SUMS/256
        ret z
        push de
        ld h,a
        dec a
        ld d,a
        ld l,0
        ld e,l
        push af
        call copy_blocks
        pop af
        pop de
        ld b,CONTEXT_MAX_NGRAM
        jr sums_add

context_empty:
        ld a,SUMS/256
        ld (sums_page),a
        ret

; context_add: adds the n-grams of the reply so far to a page of sums.
; Out:      (sums_page) = that page
; Destroys: everything
context_add:
        ld a,(reply_length)
        cp SUM_PAGES
        jr c,context_short
        ld hl,SUMS_START
        ld de,SUMS+256*(SUM_PAGES-1)
        call copy_blocks
        xor a
        call context_buckets
        ld a,SUMS/256+SUM_PAGES-1
        ld b,CONTEXT_NGRAMS
        ld de,ngrams+3
        jr ngrams_add
context_short:
        or a
        jr z,context_empty
        ld c,a
        add a,SUMS/256
        push af
        ld a,CONTEXT_WINDOW
        sub c                   ; the first position that isn't blank
        ld b,a
        add a,a
        add a,b
        add a,255&(ngrams)
        ld e,a
        ld d,ngrams/256
        ld a,c
        add a,a
        add a,c
        ld c,a
        ld a,b
        push bc
        push de
        call context_buckets
        pop de
        pop bc
        ld b,c
        pop af

; ngrams_add: runs the columns of some n-grams.
; In:       DE -> their inputs, B = their number, A = page of sums
; Out:      DE -> after them
; Destroys: everything else
; T-states: 106 an n-gram, and 20 for each of its column's non-zero weights
ngrams_add:
        ld (sums_page),a
        ld (stack_at),sp
        exx
        ld h,a
        exx
        ld ix,ngram_added
ngram_next:
        ld a,(de)
        inc e
        ld l,a
        ld h,INPUT_STREAMS/256
        ld a,(hl)
        inc h
        ld h,(hl)
        ld l,a
        di
        ld sp,hl
        exx
        ret
ngram_added:
        djnz ngram_next
        ld sp,(stack_at)
        ret

; put_ngram: appends an n-gram to the list of inputs.
; In:       A = h, HL' -> end of the list
; Out:      A = input, L' + 1
; Destroys: F
; T-states: 26
put_ngram macro
        or CONTEXT_FIRST        ; the n-gram's input
        exx
        ld (hl),a
        inc l
        exx
        endm

; context_buckets: computes the inputs of the n-grams that end at a position in the window or after it. Each position
; has three: the n-grams of three, two and one characters that end there. The window must be blank before the position.
; From position 0 on, three n-grams don't exist, since they would begin before the window: two of position 0, one of
; position 1. The input that position 0 has is copied to ngrams+3, in place of the latter; so all inputs are from there
; on.
; In:       A = position
; Destroys: AF, BC, DE, HL, HL'
; T-states: 204 a position
context_buckets:
        ld c,a
        add a,a
        add a,c
        add a,255&(ngrams)
        exx
        ld l,a
        ld h,ngrams/256         ; HL' -> ngrams + 3 * position
        exx
        ld a,c
        add a,a
        add a,a
        add a,a
        sub c
        ld b,a                  ; 7 * position
        times_31 b
        ld b,a
        sub 255&(2*CONTEXT_STEP-' ')
        ld e,a                  ; h of the blank two positions before
        times_31 e
        add a,' '
        ld d,a                  ; h of two blanks
        ld a,b
        sub 255&(CONTEXT_STEP-' ')
        ld e,a                  ; h of the blank one position before
        ld a,c
        add a,255&(window)
        ld l,a
        ld h,window/256
buckets_next:
        ld c,(hl)               ; a character; E = h of the one before it, D = h of the two before it
        ld a,d
        times_31 d
        add a,c
        put_ngram
        ld a,e
        times_31 e
        add a,c
        ld d,a
        put_ngram
        ld a,b
        add a,c
        ld e,a
        put_ngram
        ld a,b
        add a,CONTEXT_STEP
        ld b,a
        inc l
        ld a,l
        cp 255&(window+CONTEXT_WINDOW)
        jr nz,buckets_next
        ld a,(ngrams+2)         ; only one n-gram ends at position 0
        ld (ngrams+3),a
        ret
