; encode/question.asm: text to activations, a bucket's count times 32.
;
;   question.asm    the question, and the window of the reply so far
;   reply.asm       layout packed: that window to activations; layouts columns and small do it in columns/context.asm
;
; A bucket is h modulo QUERY_BUCKETS, where h = 31*h + code for each character, modulo 2^16. Low bits of a product
; depend on the low bits of its factors alone, so where the bucket is some low bits of h, only these are computed.
;
; Up to half a page of buckets lies in one half of the page of inputs, whose other half is the reply's; see
; encode/reply.asm. More of them lie apart (QUERY_APART), as counts of a byte each, and are multiplied by 32 where
; they meet their weights.

; encode_query: counts the question's trigrams.
;
; Each word (ENCODER_WORD = 1), or else the text as a whole, counts with one blank at both ends.
; In:       HL -> question, B = its length, 1 to 126, trimmed
; Destroys: AF, BC, DE, HL
encode_query:
        push hl
        if QUERY_APART
        push bc
        ld hl,QUERY_COUNTS
        ld de,QUERY_COUNTS+1
        ld bc,QUERY_BUCKETS-1
        ld (hl),0
        ldir
        pop bc
        else
        ld hl,INPUT_LOW
        call clear_half
        endif
        pop hl
        ld de,NO_CHARACTER*256+' '      ; D, E: the two characters before this one
encode_query_next:
        ld a,(hl)
        inc hl
        call fold
        call query_character
        djnz encode_query_next
        ld a,' '
                                        ; the blank after the last word
; query_character: one more character of the padded text.
; In:       A = character, 7 bits, lower case; D, E = the two before it
; Out:      D, E moved on
; Destroys: AF, C
query_character:
        ld c,a
        ld a,d
        cp NO_CHARACTER
        jr z,query_shift        ; fewer than three characters so far
        push hl
        if HASH_WORDS
        push de
        ld h,0
        ld l,a                  ; h = code of the first
        ld a,e
        call hash_word
        ld a,c
        call hash_word
        if HASH_DIVIDED
        ld de,128*QUERY_BUCKETS ; the remainder of a division, eight bits of whose quotient may be 1
        ld a,8
bucket_next:
        or a
        sbc hl,de
        jr nc,bucket_smaller
        add hl,de
bucket_smaller:
        srl d
        rr e
        dec a
        jr nz,bucket_next
        else
        ld a,h
        and QUERY_BUCKETS/256-1
        ld h,a
        endif
        ld de,QUERY_COUNTS
        add hl,de
        inc (hl)
        pop de
        else
        call hash_step          ; h = code of the first
        add a,e
        call hash_step
        add a,c
        if QUERY_APART
        ld h,QUERY_COUNTS/256   ; whose bucket is all eight bits
        ld l,a
        inc (hl)
        else
        ld h,INPUT_LOW/256
        call count
        endif
        endif
        pop hl
query_shift:
        if ENCODER_WORD
        ld a,c
        cp ' '
        jr nz,query_inside
        ld de,NO_CHARACTER*256+' '      ; a word ends: the next begins with its own blank
        ret
query_inside:
        endif
        ld d,e
        ld e,c
        ret

NO_CHARACTER:   equ 0FFh

        if HASH_WORDS
; hash_word: HL = 31*HL + A modulo 2^16. Destroys: F, DE.
hash_word:
        ld d,h
        ld e,l
        rept 5
        add hl,hl
        endm
        or a
        sbc hl,de
        ld d,0
        ld e,a
        add hl,de
        ret
        endif

        if LAYOUT_COLUMNS=0 || HASH_WORDS=0
; hash_step: A = 31*A modulo 256. Destroys: F, L. 38 T-states with the call's 17 apart.
hash_step:
        ld l,a
        times_31 l
        ret
        endif

        if LAYOUT_COLUMNS=0 || QUERY_APART=0
; count: one more count in a bucket of the question, in the page at H.
; In:       A = hash, H = page of low bytes
; Destroys: AF, L
count:
        and 255&(QUERY_BUCKETS-1)
        ld l,a
; count_at: the same for the activation at HL.
count_at:
        ld a,(hl)
        add a,COUNT_SCALE
        ld (hl),a
        ret nc
        add_step
        ret
        endif

; fold: seven bits of A, upper case made lower. Destroys: F.
fold:
        and 7Fh
        cp 'A'
        ret c
        cp 'Z'+1
        ret nc
        or 20h
        ret

        if LAYOUT_COLUMNS=0 || QUERY_APART=0
; clear_half: zeroes the activations of half a page.
; In:       HL -> the first one's low byte; high bytes a page above
; Destroys: AF, HL, C
clear_half:
        ld c,HALF_PAGE
        xor a
clear_next:
        ld (hl),a
        inc h
        ld (hl),a
        dec h
        inc l
        dec c
        jr nz,clear_next
        ret
        endif

HALF_PAGE:      equ 80h
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
