; columns/decode.asm: layout small. Bytes of four weights lie in the file in a canonical Huffman code.
;
; The codes of one length are consecutive numbers, and the first of them is twice the number behind the last
; of the length before. So v, the code so far less the first of its length, says it all: if it is below the
; number of codes of this length, the code is complete; else that number is taken off, and the next bit makes
; v = 2*v + bit. No level of the tree has more than 128 nodes that go on, so v is a byte.

; The tables lie in pages of their own, where an index is one register: numbers of codes by length, ends of each
; length's symbols, symbols.

; move_code: brings the tables there.
; Destroys: BC, DE, HL
move_code:
        ld hl,code_counts
        ld de,CODE_COUNTS
        ld bc,CODE_LENGTHS
        ldir
        ld de,CODE_ENDS
        ld c,CODE_LENGTHS
        ldir
        ld de,CODE_SYMBOLS
        ld bc,256
        ldir
        ret

; decode_column: the next column's packed weights.
; In:       IX -> group
; Out:      HL -> them
; Destroys: AF, BC, DE, HL'
; T-states: 45 a bit, 69 a byte
decode_column:
        ld de,(coded_at)
        ld a,(coded_bits)
        ld c,a                  ; bits not used yet, then a 1, then zeros
        ld b,(ix+GROUP_BYTES)
        exx
        ld hl,COLUMN
        exx
decode_byte:
        ld hl,CODE_COUNTS
        xor a                   ; v
decode_bit:
        sla c
        call z,decode_refill
        adc a,a
        sub (hl)
        inc l
        jr nc,decode_bit
        inc h                   ; CODE_ENDS
        add a,(hl)              ; place of the symbol
        inc h                   ; CODE_SYMBOLS
        ld l,a
        ld a,(hl)
        exx
        ld (hl),a
        inc hl
        exx
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
