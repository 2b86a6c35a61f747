; packed/counts.asm: the question's columns, by counts that lie apart; query_half comes here.
;
; An activation is 32 times its count, in two bytes; the rotated count has the bits of both. T-states: 75 for a count
; of zero; else 171 and what run_column takes, once for up to seven of the same trigram, twice for more.
        exx
        ld iy,(layer_table+LAYER_WEIGHTS)
        ld b,0                  ; and stays so
        ld c,(ix+LAYER_BYTES)
        exx
        ld de,QUERY_COUNTS
counts_next:
        ld a,(de)
        or a
        jr z,counts_column
        rrca
        rrca
        rrca
        push de
        ld d,a
        ld h,QUERY_LOW/256
        and 255&(-COUNT_SCALE)
        ld e,a                  ; the activation's low byte
        call nz,run_column
        ld a,d
        and COUNT_SCALE-1
        ld e,a                  ; and its high byte
        inc h
        call nz,run_column
        pop de
counts_column:
        exx
        add iy,bc
        exx
        inc de
        ld a,e
        cp 255&(QUERY_COUNTS+QUERY_BUCKETS)
        jr nz,counts_next
        ld a,d
        cp (QUERY_COUNTS+QUERY_BUCKETS)/256
        jr nz,counts_next
        ret
