; packed/counts.asm: the end of query_half, if the question's counts lie apart: adds the question's columns.
;
; An activation is 32 times its count and takes two bytes. The count, rotated right by 3, has the bits of both.
; T-states: 75 for a count of 0; else 171 and those of run_column, which runs once for counts up to 7, twice for larger
; ones.
        exx
        ld iy,(layer_table+LAYER_WEIGHTS)
        ld b,0                  ; stays 0
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
        ld e,a                  ; the activation's high byte
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
