; encode/encode.asm: text to what layer 1 adds up.
;
;   encode.asm      this map, and what encoders share
;   trigrams.asm    the question by encoders `word` and `phrase`
;   reply.asm       the reply so far: its window, and for layout packed its activations; columns/context.asm does the
;                   latter for layouts columns and small
;
; AN ENCODER is a file with one routine, which `src/model/encoder.ts` names, with the numbers that it needs:
;
;   encode_query    counts what a question is made of: calls clear_query, then count_query for each n-gram's bucket.
;                   In: HL -> question, B = its length, 1 to MAX_QUESTION, trimmed. Destroys: AF, BC, DE, HL.
;
; Layer 1 takes counts times COUNT_SCALE. Up to half a page of buckets lies, so multiplied, in the lower half of the
; page of inputs, whose upper half is the reply's. More of them lie apart (QUERY_APART), as counts of a byte each, and
; are multiplied where they meet their weights.

        include "model-encoder.asm"

; hash_step: A = 31*A modulo 256. Destroys: F, L. 38 T-states with the call's 17 apart.
hash_step:
        ld l,a
        times_31 l
        ret
        if QUERY_APART

; clear_query: no bucket of the question has a count yet. Destroys: AF, C, DE, HL.
clear_query:
        push bc
        ld hl,QUERY_COUNTS
        ld de,QUERY_COUNTS+1
        ld bc,QUERY_BUCKETS-1
        ld (hl),0
        ldir
        pop bc
        ret

; count_query: one more count in a bucket of the question.
; In:       HL = bucket, or A if 256 are all there are
; Destroys: F, DE, HL
count_query:
        if QUERY_BUCKETS>256
        ld de,QUERY_COUNTS
        add hl,de
        else
        ld h,QUERY_COUNTS/256
        ld l,a
        endif
        inc (hl)
        ret
        else

; The same where activations are counted: In: A = bucket. Destroys: AF, HL.
count_query:
        ld h,INPUT_LOW/256
        ld l,a
        endif
        if LAYOUT_COLUMNS=0 || QUERY_APART=0

; count_at: one more count in the activation at HL. Destroys: AF.
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

HALF_PAGE:      equ 80h

        if QUERY_APART=0
clear_query:
        ld hl,INPUT_LOW
        endif
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

        include "encode/reply.asm"
