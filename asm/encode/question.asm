; encode/question.asm: text to activations, a bucket's count times 32.
;
;   question.asm    the question, and the window of the reply so far
;   reply.asm       layout packed: that window to activations; layouts columns and small do it in columns/context.asm
;
; A bucket is the low seven bits of h, where h = 31*h + code for each character. Seven bits of a
; product depend on seven bits of its factors alone, so a byte is enough to hash in.

; encode_query: counts the question's trigrams into activations 0 to 127.
;
; Each word (ENCODER_WORD = 1), or else the text as a whole, counts with one blank at both ends.
; In:       HL -> question, B = its length, 1 to 126, trimmed
; Destroys: AF, BC, DE, HL
encode_query:
        push hl
        ld hl,INPUT_LOW
        call clear_half
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
        call hash_step          ; h = code of the first
        add a,e
        call hash_step
        add a,c
        ld h,INPUT_LOW/256
        call count
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

; hash_step: A = 31*A modulo 256. Destroys: F, L. 38 T-states with the call's 17 apart.
hash_step:
        ld l,a
        times_31 l
        ret

; count: one more count in a bucket of the page at H.
; In:       A = hash, H = page of low bytes; buckets 0 to 127
; Destroys: AF, L
count:
        and 7Fh
        ld l,a
; count_at: the same for the activation at HL.
count_at:
        ld a,(hl)
        add a,COUNT_SCALE
        ld (hl),a
        ret nc
        add_step
        ret

; fold: seven bits of A, upper case made lower. Destroys: F.
fold:
        and 7Fh
        cp 'A'
        ret c
        cp 'Z'+1
        ret nc
        or 20h
        ret

; clear_half: zeroes 128 activations.
; In:       HL -> the first one's low byte; high bytes a page above
; Destroys: AF, HL, C
clear_half:
        ld c,128
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
