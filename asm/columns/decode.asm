; columns/decode.asm: layout small. In the file, the bytes of weights are in a canonical Huffman code.
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

; decode_byte: decodes the next byte of weights.
; In:       DE -> coded bytes, C = bits of the byte before that aren't used yet, then a 1, then zeros
; Out:      L = byte; C, DE for the next
; Destroys: AF, H
; T-states: 42 a bit, 38 for each coded byte, and 71; with the call 88
decode_byte:
        ld hl,CODE_COUNTS
        xor a                   ; v
decode_bit:
        sla c
        jr z,decode_refill
decode_have:
        adc a,a
        sub (hl)
        inc l
        jr nc,decode_bit
        inc h                   ; CODE_ENDS
        add a,(hl)              ; index of the symbol
        inc h                   ; CODE_SYMBOLS
        ld l,a
        ld l,(hl)
        ret
decode_refill:
        ex de,hl
        ld c,(hl)
        inc hl
        ex de,hl
        scf
        rl c                    ; carry = its first bit
        jr decode_have
