; columns/merge.asm: shared sums.
;
; Where two neurons have many weights in common, those go to a further accumulator behind the layer's neurons
; (columns/shared-sums.asm; which of them is decided by the build, in src/build/sharing.ts). When the columns are done, it
; is added to both; or added to the first and subtracted from the second, if their weights were opposite. A stream
; says which, as for columns: the entry for eight, four, two or one merges of a kind, then for each the shared sum,
; the first neuron and the second, and a byte that makes up the word behind a single merge. It ends with column_done.
;
; A merge of a pair is 129 T-states: as long as it takes to carry a sum's two bytes to two places. A single
; one is 134, and each entry 10 more.

; take_sum: a shared sum.
; In:       H = page of high bytes, L = sum
; Out:      DE = sum, H = page of low bytes
; T-states: 18
take_sum macro
        ld d,(hl)
        dec h
        ld e,(hl)
        endm

; merge_one: first += sum, second += or -= sum.
; In:       H = page of high bytes, SP -> sum, first, second, a byte that isn't used
; Out:      H as it was; B = that byte
; Destroys: AF, C, DE, L
; T-states: 134
merge_one macro op
        pop bc
        ld l,c
        take_sum
        ld l,b
        add_word
        pop bc
        ld l,c
        dec h
        op##_word
        endm

; merge_two: the same twice, where the byte that one doesn't use is the next one's sum.
; In:       H = page of high bytes, SP -> sum, first, second, sum, first, second
; Out:      H as it was
; Destroys: AF, BC, DE, L
; T-states: 258
merge_two macro op
        merge_one op
        ld l,b
        take_sum
        pop bc
        ld l,c
        add_word
        ld l,b
        dec h
        op##_word
        endm

; merges: the four entries for one kind of merges.
; In:       H = page of high bytes, SP -> the stream behind the entry
; Out:      H as it was
; Destroys: AF, BC, DE, L
; T-states: 129 a merge, or 134 for a single one, and 10
merges macro kind,op
merge_##kind##_8:
        merge_two op
        merge_two op
merge_##kind##_4:
        merge_two op
merge_##kind##_2:
        merge_two op
        ret
merge_##kind##_1:
        merge_one op
        ret
        endm

        merges equal,add
        merges opposite,sub
