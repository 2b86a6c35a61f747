; columns/merge.asm: merges: adds each shared sum to its two neurons.
;
; The weights that two neurons have in common belong to a shared sum, a further accumulator after the layer's neurons.
; The build chooses the pairs (src/build/sharing.ts). When the layer's columns are done, the sum is added to both neurons; if their weights were opposite, it is added to the first and subtracted from the
; second. As with columns, a stream says what to do: the entry for eight, four, two or one merges of a kind; then for
; each merge the indices of the sum, the first neuron and the second. A single merge has an unused byte after it, since
; streams consist of words. The stream ends with column_done.
;
; A merge takes 129 T-states, a single one 134; each entry takes 10 more.

; take_sum: loads a shared sum.
; In:       H = page of high bytes, L = index of the sum
; Out:      DE = sum, H = page of low bytes
; T-states: 18
take_sum macro
        ld d,(hl)
        dec h
        ld e,(hl)
        endm

; merge_one: first += sum; second += sum if op is `add`, second -= sum if it is `sub`.
; In:       H = page of high bytes, SP -> sum, first, second, next byte
; Out:      H unchanged; B = next byte
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

; merge_two: does two merges, without a byte between them.
; In:       H = page of high bytes, SP -> sum, first, second, sum, first, second
; Out:      H unchanged
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

; merges: the four entries for one kind of merge.
; In:       H = page of high bytes, SP -> the stream after the entry
; Out:      H unchanged
; Destroys: AF, BC, DE, L
; T-states: 10, and 129 a merge, or 134 for a single one
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
