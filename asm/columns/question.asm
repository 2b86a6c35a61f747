; columns/question.asm: what a reply's characters have in common, computed once a question.
;
; The context joins layer 1 or layer 2. A neuron of this layer has the accumulator Q + 32*s: Q is its bias plus the
; products that are the question's, or layer 1's if it is layer 2; s is the sum of the context's counts times their
; weights. There are at most 21 counts, so s is from -42 to 21. Q - 4 and s give the output: with c = floor((Q-4)/32) + s,
; it is 8*c + r, where r is from 1 to 8 and depends on Q - 4 only. So a character needs to compute only the byte c, the
; neuron's sum. If c is negative, the output is 0: the neuron is inactive.
; A sum that would start below INACTIVE_START starts there: no context could make the neuron active anyway. If a sum would
; start at NEAR_SUMS or above, or if Q + 32*s could wrap, it starts at BIG_START and so stays at SMALL_SUM or above: such
; accumulators are computed in full.

MOST_DOWN:      equ 2*CONTEXT_NGRAMS            ; the most that a context can lower a sum
SMALL_SUM:      equ 31          ; below this sum, outputs fit a byte
BIG_START:      equ SMALL_SUM+MOST_DOWN
INACTIVE_START: equ -64         ; no context lifts it to 0 or makes it wrap
NEVER_WRAPS:    equ 32768-32*MOST_DOWN          ; if Q-4 is at least minus this, Q + 32*s doesn't wrap
NEAR_SUMS:      equ BIG_START/8*8       ; sums below this fit a signed byte with any context

; query_half: computes the sums that each character of a reply starts with. If the head is `replies`, it only completes
; layer 1.
; Destroys: everything
query_half:
        if HEAD_REPLIES
        call fold_sums
layer_1_done:
        ret
        else
        ld (stack_at),sp
        if QUERY_AT_ONCE
        call fold_sums
        if JOIN_2
layer_1_done:
        ld iy,question_entry-LAYER_ENTRY
        ld c,QUESTION_HIGH/256
        jp walk_layer           ; over layer 1's accumulators; the stream of this layer's merges ends with:
question_summed:
        ld ix,question_done
        jp column_done
question_done:
        ld sp,(stack_at)
        endif
        else
        ld hl,biases_1
        ld de,EVEN_LOW
        call copy_blocks
        ld de,EVEN_HIGH
        call copy_blocks
        ld hl,INPUT_LOW+QUERY_BUCKETS
        ld (hl),1               ; a count after the last ends the walk
        inc h
        ld (hl),1
        ld c,INPUT_LOW/256      ; C = page of the inputs' low bytes, then of their high bytes
        exx
        ld h,EVEN_LOW/256
        ld d,0                  ; for chains that subtract two bytes
        exx
        ld ix,query_resume
query_page:
        ld l,255
query_resume:                   ; HL -> the input before; most are 0: 18 T-states each
        ld h,c
        xor a
query_round:
        rept 8
        inc l
        cp (hl)
        jr nz,query_found
        endm
        jr query_round
query_found:
        ld a,l
        cp QUERY_BUCKETS
        jr z,query_walked
        ld a,(hl)
        exx
        ld e,a
        exx
        ld b,l
        ld h,INPUT_STREAMS/256
        open_stream
        ld l,b
        exx
        ret                     ; runs the column and goes on at query_resume
query_walked:
        ld a,c
        cp INPUT_HIGH/256
        jr z,query_done
        inc c                   ; high bytes aren't 0 if a count is above 7
        exx
        inc h
        exx
        jr query_page
query_done:
        ld sp,(stack_at)
        endif

; From the question's accumulators, which the build's biases have made Q - 4, to REMAINDER, SUMS_START and OFFSET_LOW and OFFSET_HIGH, for each neuron.
; If Q - 4 is
; from 32*INACTIVE_START to 32*NEAR_SUMS-1, the sum starts at its quotient by 32, and the offset is its remainder, plus 4.
        ld l,0
        ld b,255&(SUM_NEURONS)
start_next:
        ld h,EVEN_LOW/256
        ld e,(hl)
        inc h
        ld d,(hl)               ; DE = Q-4
        ld a,d
        add a,255&(-INACTIVE_START/8)
        cp (NEAR_SUMS-INACTIVE_START)/8
        jr nc,start_far
        ld a,e
        xor d
        and 0E0h
        xor d
        rlca
        rlca
        rlca                    ; floor((Q-4)/32)
        ld h,SUMS_START/256
        ld (hl),a
        ld a,e
        and 1Fh
        add a,BIAS_LESS
        ld h,OFFSET_LOW/256
        ld (hl),a
        inc h
        ld (hl),0
        rrca
        rrca
        and 0Fh
        ld h,REMAINDER/256
        ld (hl),a
start_done:
        inc l
        djnz start_next
        ret

; Far from 0: the neuron is inactive whatever the context, or its accumulators are computed in full.
start_far:
        push bc
        push hl
        ld a,BIG_START
        ld bc,65535&(BIAS_LESS-32*BIG_START)
        bit 7,d
        jr z,far_found
        ld hl,NEVER_WRAPS
        add hl,de
        jr nc,far_found         ; Q-4 is below -NEVER_WRAPS
        ld a,255&INACTIVE_START
        ld bc,65535&(BIAS_LESS-32*INACTIVE_START)
far_found:
        ld h,b
        ld l,c
        add hl,de
        ex de,hl                ; DE = Q - 32 * start
        pop hl
        pop bc
        ld h,SUMS_START/256
        ld (hl),a
        ld h,OFFSET_LOW/256
        ld (hl),e
        inc h
        ld (hl),d
        jr start_done
        endif
