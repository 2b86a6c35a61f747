; encode/encode.asm: from text to the inputs of the network.
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
; count_query takes a bucket: in HL if there are more than 256 of them, else in A. It keeps BC and DE.
;
; An input of the network is a count times COUNT_SCALE. If the question's inputs and the context's fit one page, the
; question's are its lower half, as activations; the upper half is the context's. Otherwise (QUERY_AT_ONCE) the question
; has no activations: count_query adds the bucket's column of weights to layer 1 at once, and a count of 2 is two
; additions. Then columns/query.asm or packed/query.asm has clear_query and count_query.

        include "model-encoder.asm"

; hash_step: A = 31*A modulo 256. Destroys: F, L. T-states: 38, and 17 for the call.
hash_step:
        ld l,a
        times_31 l
        ret
        if QUERY_AT_ONCE

; bucket_column: computes where a bucket's column of packed weights is.
; In:       the bucket, as count_query takes it; weights = operand: address of bucket 0's column
; Out:      HL -> column
; Destroys: DE
; T-states: 117 to 194
bucket_column macro weights
        if QUERY_BUCKETS<=256
        ld l,a
        ld h,0
        endif
        ld d,h
        ld e,l
        ld hl,0
        column_bit 64
        column_bit 32
        column_bit 16
        column_bit 8
        column_bit 4
        column_bit 2
        column_bit 1
        ld de,weights
        add hl,de
        endm

; column_bit: one step of a multiplication by QUERY_COLUMN_BYTES. In, out: HL = product; DE = bucket.
column_bit macro bit
        add hl,hl
        if QUERY_COLUMN_BYTES&bit
        add hl,de
        endif
        endm
        else

; count_query: adds one count to the activation of a question's bucket. In: A = bucket. Destroys: AF, HL.
count_query:
        ld h,INPUT_LOW/256
        ld l,a
        endif
        if LAYOUT_COLUMNS=0 || QUERY_AT_ONCE=0

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

        if QUERY_AT_ONCE=0
clear_query:
        ld hl,INPUT_LOW         ; the question has as many inputs here as the context
        endif
        if LAYOUT_COLUMNS=0 || QUERY_AT_ONCE=0

; clear_inputs: zeroes the activations of as many inputs as the context has.
; In:       HL -> the first activation's low byte (high bytes a page above)
; Destroys: AF, HL, C
clear_inputs:
        ld c,CONTEXT_BUCKETS/2
        xor a
clear_next:
        ld (hl),a
        inc h
        ld (hl),a
        inc l
        ld (hl),a
        dec h
        ld (hl),a
        inc l
        dec c
        jr nz,clear_next
        ret
        endif

        if HEAD_REPLIES=0
        include "encode/reply.asm"
        endif
