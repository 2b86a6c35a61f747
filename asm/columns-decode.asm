; columns-decode.asm: layout small. Bytes of four weights lie in the file in a canonical Huffman code.
;
; The codes of one length are consecutive numbers, and the first of them is twice the number behind the last
; of the length before. So v, the code so far less the first of its length, says it all: if it is below the
; number of codes of this length, the code is complete; else that number is taken off, and the next bit makes
; v = 2*v + bit. No level of the tree has more than 128 nodes that go on, so v is a byte.

; decode_column: the next column's packed weights.
; In:       IX -> group
; Out:      HL -> them
; Destroys: AF, BC, DE, IY
; T-states: 47 a bit, 200 a byte
decode_column:
        ld de,(coded_at)
        ld a,(coded_bits)
        ld c,a                  ; bits not used yet, then a 1, then zeros
        ld iy,COLUMN
        ld b,(ix+GROUP_BYTES)
decode_byte:
        ld hl,code_counts
        xor a                   ; v
decode_bit:
        sla c
        call z,decode_refill
        adc a,a
        sub (hl)
        inc hl
        jr nc,decode_bit
        push de
        ld de,CODE_LENGTHS-1
        add hl,de
        add a,(hl)              ; place of the symbol
        ld l,a
        ld h,0
        ld de,code_symbols
        add hl,de
        pop de
        ld a,(hl)
        ld (iy+0),a
        inc iy
        djnz decode_byte
        ld (coded_at),de
        ld a,c
        ld (coded_bits),a
        ld hl,COLUMN
        ret

; decode_refill: In: DE -> coded bytes. Out: carry = next bit, C = those behind it, DE moved on.
decode_refill:
        ex de,hl
        ld c,(hl)
        inc hl
        ex de,hl
        scf
        rl c
        ret
