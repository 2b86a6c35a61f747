; columns/decode.asm: layout small. In the file, bytes of four weights are in a canonical Huffman code.
;
; The codes of one length are consecutive numbers. The first of them is twice the number after the last code of the
; length before. Let v be the code so far minus the first code of its length. If v is below the number of codes of this
; length, the code is complete. Otherwise subtract that number and take the next bit: v = 2*v + bit. No level of
; the tree has more than 128 inner nodes, so v fits a byte.

; The tables are: number of codes by length; number of symbols of each length or shorter; symbols. Each begins at a
; page (CODE_ENDS at its second byte), so that one register is an index.

; move_code: copies the tables to their pages.
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

; decode_column: decodes the next column's packed weights.
; In:       IX -> group
; Out:      HL -> packed weights
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
        add a,(hl)              ; index of the symbol
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

; decode_refill: takes the next coded byte. In: DE -> it. Out: carry = its first bit, C = the others, DE -> next byte.
decode_refill:
        ex de,hl
        ld c,(hl)
        inc hl
        ex de,hl
        scf
        rl c
        ret
