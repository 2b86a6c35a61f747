; columns/query.asm: the question in layer 1, trigram by trigram, from packed weights.
;
; This is how the question goes if its columns take too much memory as streams: a column of packed weights is a quarter
; of a byte a weight, coded w + 2, the first in the top two bits: 00 = -2, 01 = -1, 10 = 0, 11 = +1.
;
; A trigram counts once, so each neuron has a byte that counts: `inc (hl)` for +1, `dec (hl)` for -1. After
; MOST_TRIGRAMS, and at the end, 32 times these sums are added to the neurons' accumulators.
;
; On a machine with banks of memory, the packed columns lie there (QUERY_BANKS), and a bank is paged in while one of its
; columns is added.
;
; `prepare` writes a piece of code, a handler, for each half of a byte: two weights. The address of the handlers for
; upper halves is the half itself: they lie 16 bytes apart in one page. The handlers for lower halves lie in the next
; page, which begins with a table of their addresses.

MOST_TRIGRAMS:  equ 64          ; so many weights of -2 or +1 fit a signed byte

; clear_query: begins a question: accumulators = biases, sums = 0. Destroys: AF, C, DE, HL.
clear_query:
        push bc
        ld hl,biases_1
        ld de,QUESTION_LOW
        ld bc,QUERY_NEURONS
        ldir
        ld de,QUESTION_HIGH
        ld bc,QUERY_NEURONS
        ldir
        ld hl,QUERY_SUMS
        ld de,QUERY_SUMS+1
        ld bc,255
        ld (hl),b
        ldir
        ld a,MOST_TRIGRAMS
        ld (trigrams_left),a
        pop bc
        ret

; count_query: adds a bucket's column to the sums.
; In:       HL = bucket; or A = bucket if there are at most 256
; Destroys: AF, HL, HL'
; T-states: some 150 a byte of the column: 112, and 11 for each +1 or -1 and 22 for each -2
count_query:
        push bc
        push de
        if QUERY_BANKS
        push hl
        if QUERY_BUCKETS<=256
        push af
        xor a
        call bank_in
        pop af
        pop hl
        else
        ld a,h
        call bank_in
        pop hl
        ld h,0                  ; each bank has 256 columns
        endif
        endif
        bucket_column query_weights
        ex de,hl
        ld b,QUERY_COLUMN_BYTES
        ld h,UPPER_HALVES/256
        exx
        ld hl,QUERY_SUMS
        exx
        call query_byte
        if QUERY_BANKS
        call bank_out
        endif
        ld hl,trigrams_left
        dec (hl)
        call z,fold_sums
        pop de
        pop bc
        ret

; query_byte: adds a column's packed weights to the sums.
; In:       DE -> column, B = number of its bytes, H = page UPPER_HALVES; HL' -> sums
; Destroys: AF, BC, DE, L, HL'
query_byte:
        ld a,(de)
        inc de
        ld c,a
        and 0F0h
        ld l,a
        jp (hl)

; What stands after a handler's two weights. That of an upper half goes on with the lower half, and that with the next
; byte.
upper_end:
        exx
        ld a,c
        and 0Fh
        ld l,a
        inc h
        ld l,(hl)
        jp (hl)
HALF_END_BYTES: equ $-upper_end
lower_end:
        exx
        dec h
        dec b
        jp nz,query_byte
        ret
        ds lower_end+HALF_END_BYTES-$

UPPER_BYTES:    equ 16          ; from one handler for upper halves to the next
LOWER_BYTES:    equ 15          ; the longest handler for lower halves: `exx`, four steps, twice `inc l`, the end but one

; make_halves: writes the handlers. Destroys: AF, BC, DE, HL.
make_halves:
        ld c,0                  ; the half, in the upper four bits
make_half:
        push bc
        ld e,c
        ld d,UPPER_HALVES/256
        ld hl,upper_end
        call write_half
        pop bc
        ld a,c
        rrca
        rrca
        rrca
        rrca
        ld l,a
        ld h,LOWER_HALVES/256
        ld a,c
        sub l
        add a,16                ; behind the table; 15 times the half
        ld (hl),a
        ld e,a
        ld d,h
        push bc
        ld hl,lower_end
        call write_half
        pop bc
        ld a,c
        add a,16
        ld c,a
        jr nz,make_half
        ret

; write_half: writes a handler.
; In:       C = two weights in the upper bits; DE -> where it goes; HL -> its end
; Destroys: AF, BC, DE, HL
write_half:
        ld a,EXCHANGE
        ld (de),a
        inc de
        ld b,2
write_weight:
        sla c
        jr nc,write_negative
        sla c
        ld a,INCREMENT_SUM
        jr c,write_step
        jr write_next
write_negative:
        sla c
        ld a,DECREMENT_SUM
        jr c,write_step
        ld (de),a
        inc de
write_step:
        ld (de),a
        inc de
write_next:
        ld a,NEXT_SUM
        ld (de),a
        inc de
        djnz write_weight
        ld bc,HALF_END_BYTES
        ldir
        ret

EXCHANGE:       equ 0D9h        ; opcodes: exx
INCREMENT_SUM:  equ 34h         ; inc (hl)
DECREMENT_SUM:  equ 35h         ; dec (hl)
NEXT_SUM:       equ 2Ch         ; inc l

; fold_sums: accumulators += COUNT_SCALE * sums; sums = 0.
; Destroys: AF, B, DE, HL
; T-states: 143 a neuron
fold_sums:
        ld a,MOST_TRIGRAMS
        ld (trigrams_left),a
        ld l,0
        ld b,255&(QUERY_NEURONS)
fold_next:
        ld h,QUERY_SUMS/256
        ld a,(hl)
        ld (hl),0
        rrca
        rrca
        rrca
        ld e,a
        and 1Fh
        xor 10h
        sub 10h
        ld d,a                  ; high byte of 32 * sum
        ld a,e
        and 255&(-COUNT_SCALE)  ; low byte
        ld h,QUESTION_LOW/256
        add a,(hl)
        ld (hl),a
        inc h
        ld a,d
        adc a,(hl)
        ld (hl),a
        inc l
        djnz fold_next
        ret
