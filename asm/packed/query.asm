; packed/query.asm: the question in layer 1, trigram by trigram, if its inputs don't share a page with the context's.
;
; A trigram counts once, so its bucket's column is added once, times COUNT_SCALE.

; clear_query: sets layer 1's accumulators to its biases. Destroys: AF, C, DE, HL, IX.
clear_query:
        push bc
        ld ix,layer_table
        ld d,QUESTION_LOW/256
        call load_biases
        pop bc
        ret

; count_query: adds a bucket's column to layer 1's accumulators.
; In:       HL = bucket; or A = bucket if there are at most 256
; Destroys: AF, HL, IY, BC', HL'
count_query:
        push bc
        push de
        bucket_column weights_1
        push hl
        pop iy
        exx
        ld bc,QUERY_COLUMN_BYTES        ; B' = 0, as run_column leaves it
        exx
        ld h,QUESTION_LOW/256
        ld e,COUNT_SCALE
        call run_column
        pop de
        pop bc
        ret
