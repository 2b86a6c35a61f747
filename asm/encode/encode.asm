; encode/encode.asm: from text to the inputs of layer 1.
;
;   encode.asm      this map, and routines that encoders share
;   trigrams.asm    the question, by encoders `word` and `phrase`
;   reply.asm       the reply so far: its window, and its activations for layouts packed and tight; for layouts columns
;                   and small, columns/context.asm handles them
;
; AN ENCODER is a file with one routine. `src/model/encoder.ts` names the file and gives the numbers that it needs:
;
;   encode_query    counts a question's n-grams: calls clear_query, then count_query for each n-gram's bucket.
;                   In: HL -> question, trimmed; B = its length, 1 to MAX_QUESTION. Destroys: AF, BC, DE, HL.
;
; An input of layer 1 is a count times COUNT_SCALE. Half a page of question buckets or fewer fit the lower half of the
; page of inputs, as activations; the upper half is the context's. More buckets lie apart (QUERY_APART), as counts of
; one byte each, and are multiplied by COUNT_SCALE only when layer 1 is computed.

        include "model-encoder.asm"

; hash_step: A = 31*A modulo 256. Destroys: F, L. T-states: 38, and 17 for the call.
hash_step:
        ld l,a
        times_31 l
        ret
        if QUERY_APART

; clear_query: sets the counts of all question buckets to 0. Destroys: AF, C, DE, HL.
clear_query:
        push bc
        ld hl,QUERY_COUNTS
        ld de,QUERY_COUNTS+1
        ld bc,QUERY_BUCKETS-1
        ld (hl),0
        ldir
        pop bc
        ret

; count_query: adds 1 to a bucket of the question.
; In:       HL = bucket; or A = bucket if there are at most 256
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

; count_query: adds one count to the activation of a question's bucket. In: A = bucket. Destroys: AF, HL.
count_query:
        ld h,INPUT_LOW/256
        ld l,a
        endif
        if LAYOUT_COLUMNS=0 || QUERY_APART=0

; count_at: adds one count to the activation at HL. Destroys: AF.
count_at:
        ld a,(hl)
        add a,COUNT_SCALE
        ld (hl),a
        ret nc
        add_step
        ret
        endif

; fold: clears bit 7 of A and makes upper case lower. Destroys: F.
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
; In:       HL -> the first activation's low byte (high bytes a page above)
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
