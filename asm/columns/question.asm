; columns/question.asm: what a reply's characters have in common, computed once a question.

; A neuron of layer 1 has the accumulator Q + 32*s, with Q from the bias and the question and s the sum of
; the context's counts: 21 of them at most, so s lies from -42 to 21. Its output is 8*c + r, with r from 1 to 8
; known from Q - 4, and c = floor((Q-4)/32) + s: that one byte is all there is to count, and where it is
; negative the output isn't larger than 0: the neuron sleeps.
; Q that are so small that no context could wake the neuron may as well be a bit larger. Q that are too large
; for that, or for Q + 32*s not to wrap, start at BIG_START and so stay above what is called small there:
; those accumulators are computed in full.

MOST_DOWN:      equ 2*CONTEXT_NGRAMS
SMALL_SUM:      equ 31          ; outputs of neurons whose sum is below fit a byte
BIG_START:      equ SMALL_SUM+MOST_DOWN
ASLEEP_START:   equ -64         ; can't reach 0, nor wrap
NEVER_WRAPS:    equ 32768-32*MOST_DOWN          ; Q-4 of at least minus this don't
ABOVE_Q:        equ 32*BIG_START+32

; query_half: layer 1's sums over the question.
; Destroys: everything
query_half:
        ld (stack_at),sp
        ld hl,biases_1
        ld de,EVEN_LOW
        call copy_blocks
        ld de,EVEN_HIGH
        call copy_blocks
        if QUERY_APART

; Counts that lie apart are bytes; an activation is 32 times its count, and the rotated count has the bits of its
; low byte and of its high byte. The columns stay as they are in the file.
        ld hl,QUERY_COUNTS
        ld de,query_weights
        ld ix,query_high
query_next:
        ld a,(hl)
        or a
        jr z,query_advance
        rrca
        rrca
        rrca
        ld c,a
        and 255&(-COUNT_SCALE)
        jr z,query_high
        exx
        ld h,EVEN_LOW/256
        ld e,a
        exx
        jp query_packed         ; the column; then on at query_high
query_high:
        ld a,c                  ; more than seven times the same trigram
        and COUNT_SCALE-1
        jr z,query_advance
        ld c,0
        exx
        ld h,EVEN_HIGH/256
        ld e,a
        exx
        jp query_packed
query_advance:
        ld a,e
        add a,QUERY_COLUMN_BYTES
        ld e,a
        adc a,d
        sub e
        ld d,a                  ; DE -> next column
        inc hl
        ld a,l
        cp 255&(QUERY_COUNTS+QUERY_BUCKETS)
        jr nz,query_next
        ld a,h
        cp (QUERY_COUNTS+QUERY_BUCKETS)/256
        jr nz,query_next
        else
        exx
        ld d,0                  ; for chains that subtract two bytes
        exx
        ld ix,query_high
        ld hl,INPUT_LOW         ; L = input
        if QUERY_PACKED
        ld de,query_weights
        endif
query_next:
        ld a,(hl)
        or a
        jr z,query_high
        exx
        ld h,EVEN_LOW/256
        ld e,a
        exx
        jr query_column
query_high:
        ld h,INPUT_HIGH/256     ; more than seven times the same trigram
        ld a,(hl)
        or a
        jr z,query_advance
        ld (hl),0
        exx
        ld h,EVEN_HIGH/256
        ld e,a
        exx
query_column:
        if QUERY_PACKED
        jp query_packed         ; the column; then on at query_high
        else
        ld b,l
        ld h,INPUT_STREAMS/256
        open_stream
        ld l,b
        exx
        ret                     ; the column; then on at query_high
        endif
query_advance:
        if QUERY_PACKED
        ld a,e
        add a,QUERY_COLUMN_BYTES
        ld e,a
        adc a,d
        sub e
        ld d,a                  ; DE -> next column
        endif
        ld h,INPUT_LOW/256
        inc l
        ld a,l
        cp QUERY_BUCKETS
        jr nz,query_next
        ld sp,(stack_at)
        endif

; set_out: from the accumulators of the question to what a character starts from.
        ld l,0
set_out_next:
        push hl
        ld h,EVEN_LOW/256
        ld e,(hl)
        inc h
        ld d,(hl)
        dec de
        dec de
        dec de
        dec de                  ; DE = Q-4
        ld a,e
        rrca
        rrca
        and 7
        inc a
        ld h,REMAINDER/256
        ld (hl),a
        push hl
        ld hl,NEVER_WRAPS
        add hl,de
        ld bc,NEVER_WRAPS+ABOVE_Q
        or a
        sbc hl,bc
        ld a,BIG_START
        jr nc,set_out_start     ; Q-4 is not from -NEVER_WRAPS up to ABOVE_Q
        ld h,d
        ld l,e
        add hl,hl
        add hl,hl
        add hl,hl               ; H = floor((Q-4)/32), lower byte
        ld a,d
        sra a
        sra a
        sra a
        sra a
        sra a                   ; A = its upper byte
        inc a
        jr z,set_out_negative
        dec a
        ld a,h
        jr z,set_out_start      ; 0 to BIG_START
        ld a,ASLEEP_START
        jr set_out_start
set_out_negative:
        ld a,h
        cp 256+ASLEEP_START
        jr nc,set_out_start
        ld a,ASLEEP_START
set_out_start:
        pop hl
        ld h,SUMS_START/256
        ld (hl),a
        times_32
        ex de,hl
        or a
        sbc hl,de
        inc hl
        inc hl
        inc hl
        inc hl                  ; Q - 32 * start
        ex de,hl
        pop hl
        ld h,OFFSET_LOW/256
        ld (hl),e
        inc h
        ld (hl),d
        inc l
        ld a,l
        cp 255&(OUTPUTS_1)
        jr nz,set_out_next
        ret
