; encode/trigrams.asm: a question's trigrams, for encoders `word` and `phrase`.
;
; A trigram's hash h is computed modulo 2^16: h = 31*h + code for each of its three characters. Its bucket is h modulo
; QUERY_BUCKETS. The low bits of a product depend only on the low bits of its factors. So if the bucket takes only bits
; of h's low byte, the high byte isn't computed.

; encode_query: counts the question's trigrams.
;
; Trigrams are taken from each word (ENCODER_WORD = 1) or from the whole text (0), with one blank added at both ends.
; In:       HL -> question, trimmed; B = its length, 1 to MAX_QUESTION
; Destroys: AF, BC, DE, HL
encode_query:
        push hl
        call clear_query
        pop hl
        ld de,NO_CHARACTER*256+' '      ; D, E: the two characters before this one
encode_query_next:
        ld a,(hl)
        inc hl
        call fold
        call query_character
        djnz encode_query_next
        ld a,' '                        ; the blank after the last word

; query_character: takes the next character of the padded text and counts the trigram that ends with it.
; In:       A = character, folded; D, E = the two before it
; Out:      D, E = the last two characters
; Destroys: AF, C
query_character:
        ld c,a
        ld a,d
        cp NO_CHARACTER
        jr z,query_shift        ; there are fewer than three characters so far
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
        ld de,128*QUERY_BUCKETS ; HL modulo QUERY_BUCKETS, by long division; the quotient has at most eight bits
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
        call count_query
        pop de
        else
        call hash_step          ; h = code of the first
        add a,e
        call hash_step
        add a,c
        if QUERY_BUCKETS<256
        and QUERY_BUCKETS-1
        endif
        call count_query
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
