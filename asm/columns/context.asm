; columns/context.asm: the reply so far, in layer 1's sums.
;
; While a reply is shorter than the window, the window's left is blank, and so are the n-grams that end there.
; A page of sums is kept for each length of the reply up to SUM_PAGES - 1: the question's share and the blank
; n-grams of that length are in it, and a character adds only the n-grams that end in the reply, three for each
; of its characters, to the page of its length. No page is used twice in a reply. The lengths above take a copy
; of SUMS_START and add all.

CONTEXT_STEP:   equ 255&(HASH_MULTIPLIER*CONTEXT_POSITION_SEED)      ; what a place adds to an n-gram's hash
FIRST_NGRAMS:   equ CONTEXT_MAX_NGRAM*(CONTEXT_WINDOW-SUM_PAGES)        ; blank ones of the longest length

; context_sums: the pages of sums, at the start of a reply, when the window is blank.
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

; context_add: brings the reply so far into the page of sums that it then names in sums_page.
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
        sub c                   ; the first place that isn't blank
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

; ngrams_add: the columns of some n-grams.
; In:       DE -> their buckets, B = their number, A = page of sums
; Out:      DE behind them
; Destroys: everything else
; T-states: 106 an n-gram, and 20 for each of its column's weights
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
        or CONTEXT_FIRST        ; the place of its column
        exx
        ld (hl),a
        inc l
        exx
        endm

; context_buckets: inputs of the n-grams that end at some place or behind it, three for each place: the n-grams
; of three, two and one characters that end there. Before that place the window must be blank. If it is place 0,
; the three n-grams that begin before the window don't exist, and those from ngrams+3 on are all that do.
; In:       A = place
; Destroys: AF, BC, DE, HL, HL'
; T-states: 204 a place
context_buckets:
        ld c,a
        add a,a
        add a,c
        add a,255&(ngrams)
        exx
        ld l,a
        ld h,ngrams/256         ; HL' -> ngrams + 3 * place
        exx
        ld a,c
        add a,a
        add a,a
        add a,a
        sub c
        ld b,a                  ; 7 * place
        times_31 b
        ld b,a
        sub 255&(2*CONTEXT_STEP-' ')
        ld e,a                  ; h of the blank two places before
        times_31 e
        add a,' '
        ld d,a                  ; h of two blanks
        ld a,b
        sub 255&(CONTEXT_STEP-' ')
        ld e,a                  ; h of the blank before
        ld a,c
        add a,255&(window)
        ld l,a
        ld h,window/256
buckets_next:
        ld c,(hl)               ; a character; E, D = h of the one before, and of the two before
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
        ld a,(ngrams+2)         ; at place 0 only one ends
        ld (ngrams+3),a
        ret
