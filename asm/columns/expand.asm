; columns/expand.asm: makes the columns' streams when the program starts.

; make_streams: makes streams, chains and loaders.
; Destroys: AF, BC, DE, HL, IX, IY, BC', DE', HL'
make_streams:
        if HEAD_REPLIES=0 || WALKS
        ld hl,program_end-1
        ld de,65535&(PACKED+MOVED_BYTES-1)
        ld bc,65535&MOVED_BYTES
        lddr
        call build_chains       ; for their entries: runs take the chains' place
        ld hl,STREAMS
        ld (stream_at),hl
        ld hl,start_bits
        ld (bits_at),hl
        ld hl,bits_left
        ld (hl),80h             ; no bits left: the first one needs a byte
        if LAYOUT_SMALL
        call move_code
        endif
        exx
        ld de,65535&PACKED      ; DE' -> next byte of weights, until all columns are done
        if LAYOUT_SMALL
        ld c,80h                ; C' = its bits that aren't used yet, then a 1, then zeros
        endif
        exx
        ld ix,group_table
expand_group:
        if BANNER=2
        call show_dot
        endif
        call make_runs
        ld b,(ix+GROUP_INPUTS)
expand_next:
        push bc
        if PACKED_COLUMNS
        call next_bit
        call c,copy_column
        call nc,expand_column
        else
        call expand_column
        endif
        inc (ix+GROUP_TABLE)    ; the next input's entry in the table of addresses
        pop bc
        djnz expand_next
        ld bc,GROUP_ENTRY
        add ix,bc
        ld a,(ix+GROUP_BYTES)
        or a
        jr nz,expand_group
        call build_chains       ; now they stay
        else
        ld hl,STREAMS           ; no streams: they end where they begin
        ld (stream_at),hl
        endif
        if WALKS
        call build_loaders

; A sentinel replaces each layer's last input: LAYER_LAST_STREAM keeps that input's own stream.
        ld iy,layer_table
        ld b,WALKS
set_sentinel:
        ld h,(iy+LAYER_STREAMS)
        ld l,(iy+LAYER_LAST)
        ld e,(hl)
        inc h
        ld d,(hl)
        ld (iy+LAYER_LAST_STREAM),e
        ld (iy+LAYER_LAST_STREAM+1),d
        ld a,(iy+LAYER_STOP+1)
        ld (hl),a
        dec h
        ld a,(iy+LAYER_STOP)
        ld (hl),a
        ld de,LAYER_ENTRY
        add iy,de
        djnz set_sentinel
        endif
        ret

; An entry of group_table: a group of columns that use the same chains. An entry with a GROUP_BYTES of 0 ends the table.
GROUP_INPUTS:   equ 0           ; db: number of columns, 0 for 256
GROUP_BYTES:    equ 1           ; db: bytes of a column that stays packed
GROUP_TABLE:    equ 2           ; dw: address of the first column's entry in INPUT_STREAMS
GROUP_PLUS:     equ 4           ; dw: entries of the chain for +1
GROUP_MINUS:    equ 6           ; dw: entries of the chain for -1
GROUP_TWOS:     equ 8           ; dw: entries of the chain for -2
GROUP_SINGLE:   equ 10          ; dw: routine for one addition and one subtraction
GROUP_LAST:     equ 12          ; db: index of the last accumulator
GROUP_ENTRY:    equ 13          ; bytes of an entry

; group: writes an entry.
group macro inputs,bytes,table,plus,minus,twos,single,last
        db 255&(inputs),bytes
        dw table,plus##_ENTRIES,minus##_ENTRIES,twos##_ENTRIES,single
        db last
        endm

; next_bit: takes the next of start_bits: for each group its tree of runs (columns/runs.asm), then, if columns stay packed,
; a bit for each column, 1 if it does.
; Out:      carry = bit
; Destroys: A, F, HL
next_bit:
        ld hl,bits_left         ; bits not used yet, then a 1, then zeros
        sla (hl)
        ret nz
        ld hl,(bits_at)
        ld a,(hl)
        inc hl
        ld (bits_at),hl
        scf
        rla
        ld (bits_left),a
        ret

; take_byte: takes the next byte of weights.
; In:       the second register set in use, as make_streams sets it
; Out:      L = byte
; Destroys: AF, HL
; T-states: 17; in layout small 90 and 42 a bit
take_byte macro
        if LAYOUT_SMALL
        call decode_byte
        else
        ld a,(de)
        inc de
        ld l,a
        endif
        endm
        if PACKED_COLUMNS

ZERO_WEIGHTS:   equ 55h*NO_WEIGHT       ; a byte of four zero weights

; copy_column: writes the stream of a column that stays packed.
; In:       IX -> its group
; Out:      carry
; Destroys: A, BC, DE, HL, HL'
copy_column:
        ld de,(stream_at)
        ld l,(ix+GROUP_TABLE)
        ld h,(ix+GROUP_TABLE+1)
        ld (hl),e
        inc h
        ld (hl),d
        ex de,hl
        ld (hl),255&(packed_column)
        inc hl
        ld (hl),packed_column/256
        inc hl
        ld b,(ix+GROUP_BYTES)
        ld a,b
        inc a
        and 0FEh
        ld (hl),a
        inc hl
        inc hl
copy_byte:
        exx
        take_byte
        ld a,l
        exx
        ld (hl),a
        inc hl
        djnz copy_byte
        bit 0,(ix+GROUP_BYTES)
        jr z,copied
        ld (hl),ZERO_WEIGHTS
        inc hl
copied:
        ld (stream_at),hl
        scf
        ret
        endif

; expand_column: writes a column's stream of up to three lists, each an entry and indices: of -2, unless there are fewer
; than TWOS_LEAST, which go to the list of -1 twice each; of +1, unless there are none; of -1. If the lists of +1 and -1
; are both odd, one index of each stands between them, after the address of a routine for these two.
; In:       IX -> its group
; Destroys: AF, BC, DE, HL, B', HL'
expand_column:
        ld de,PLUS
        ld bc,MINUS
        ld hl,TWOS
        ld a,(ix+GROUP_LAST)
        or a                    ; no carry

; next_run: reads the next run of weights (columns/runs.asm), unless the column ends.
; In:       A = index of the next accumulator; carry: there is none
; T-states: 69
next_run:
        jr c,column_read
        exx
        ld b,a
        take_byte
        ld h,RUN_TABLE/256
        ld a,(hl)
        inc h
        ld h,(hl)
        ld l,a
        ld a,b
        jp (hl)                 ; the run's code comes back to next_run
column_read:                    ; DE, BC, HL -> ends of the lists of +1, -1, -2
        push de
        push hl
        ld de,(stream_at)
        ld l,(ix+GROUP_TABLE)
        ld h,(ix+GROUP_TABLE+1)
        ld (hl),e
        inc h
        ld (hl),d
        pop hl
        push bc
        ld bc,TWOS
        or a
        sbc hl,bc               ; length of the list of -2
        ld a,l
        inc h
        dec h
        pop bc
        jr nz,twos_list         ; 256
        or a
        jr z,twos_written
        cp TWOS_LEAST
        jr c,twos_twice
twos_list:
        push bc
        ld bc,TWOS
        push bc
        ld c,(ix+GROUP_TWOS)
        ld b,(ix+GROUP_TWOS+1)
        call write_list
        pop bc
        jr twos_written
twos_twice:
        ld hl,TWOS
        push de
        ld d,a
twos_next:
        ld a,(hl)
        inc hl
        ld (bc),a
        inc bc
        ld (bc),a
        inc bc
        dec d
        jr nz,twos_next
        pop de
twos_written:
        ld h,b
        ld l,c
        ld bc,MINUS
        or a
        sbc hl,bc
        ex (sp),hl              ; length of the list of -1
        ld bc,PLUS
        or a
        sbc hl,bc
        ld b,h
        ld c,l                  ; length of the list of +1
        pop hl
        ld a,c
        and l
        rra
        jr c,write_both_odd
        push hl
        call write_plus
        jr write_minus
write_both_odd:
        dec hl
        dec bc
        push hl
        call write_plus
        ld a,(ix+GROUP_SINGLE)
        ld (de),a
        inc de
        ld a,(ix+GROUP_SINGLE+1)
        ld (de),a
        inc de
        ldi                     ; the last index of +1
        pop bc
        push bc
        ld hl,MINUS
        add hl,bc
        ldi                     ; the last index of -1
write_minus:
        pop hl
        ld bc,MINUS
        push bc
        ld c,(ix+GROUP_MINUS)
        ld b,(ix+GROUP_MINUS+1)
        call write_list
        ld (stream_at),de
        ret

; write_plus: writes the list of +1, unless it is empty.
; In:       BC = number of indices, DE -> end of the stream, IX -> group
; Out:      DE -> the new end, HL -> after the indices
; Destroys: AF, BC
write_plus:
        ld hl,PLUS
        ld a,b
        or c
        ret z
        push hl
        ld h,b
        ld l,c
        ld c,(ix+GROUP_PLUS)
        ld b,(ix+GROUP_PLUS+1)
        call write_list
        ret

; write_list: writes an entry, then indices. If their number is odd, an unused byte before them completes the word.
; In:       HL = number of indices, BC -> entries, DE -> end of the stream, on the stack: address of the indices
; Out:      DE -> the new end, HL -> after the indices; that address is off the stack
; Destroys: AF, BC
write_list:
        push hl
        add hl,hl
        add hl,bc
        ldi
        ldi
        pop bc
        bit 0,c
        jr z,write_indices
        inc de
write_indices:
        pop hl                  ; return address
        ex (sp),hl
        ld a,b
        or c
        ret z
        ldir
        ret
