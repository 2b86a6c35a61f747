; columns/expand.asm: makes streams of packed weights when the program starts.

ZERO_WEIGHTS:   equ 55h*NO_WEIGHT       ; a byte of four zero weights

; make_streams: makes streams, chains and loaders.
; Destroys: AF, BC, DE, HL, IX, IY, HL'
make_streams:
        if HEAD_REPLIES=0 || WALKS
        ld hl,program_end-1
        ld de,65535&(PACKED+MOVED_BYTES-1)
        ld bc,65535&MOVED_BYTES
        lddr
        ld hl,WEIGHTS
        ld de,WEIGHTS+1
        ld bc,256
        ld (hl),NO_WEIGHT
        ldir
        call build_chains
        ld hl,STREAMS
        ld (stream_at),hl
        ld hl,65535&PACKED
        if LAYOUT_SMALL
        ld (coded_at),hl
        call move_code
        ld a,80h
        ld (coded_bits),a       ; no bits left: the first one needs a byte
        endif
        if PACKED_COLUMNS
        ld hl,column_kinds
        ld (kinds_at),hl
        ld hl,kind_bits
        ld (hl),80h             ; no bits left
        ld hl,65535&PACKED
        endif
        ld ix,group_table
expand_group:
        ld b,(ix+GROUP_INPUTS)
expand_next:
        push bc
        if LAYOUT_SMALL
        call decode_column
        endif
        if PACKED_COLUMNS
        call next_kind
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
GROUP_BYTES:    equ 1           ; db: bytes of a packed column
GROUP_TABLE:    equ 2           ; dw: address of the first column's entry in INPUT_STREAMS
GROUP_PLUS:     equ 4           ; dw: entries of the chain for +1
GROUP_MINUS:    equ 6           ; dw: entries of the chain for -1
GROUP_END:      equ 8           ; dw: the address in WEIGHTS after the last accumulator's weight
GROUP_SHARED_SUMS: equ 10        ; dw: address of the layer's shared sums, two neurons each
GROUP_SHARED:   equ 12          ; db: number of shared sums
GROUP_OUTPUTS:  equ 13          ; db: number of neurons, which is the index of the first shared sum; 0 for 256
GROUP_SINGLE:   equ 14          ; dw: routine for one addition and one subtraction
GROUP_TWOS:     equ 16          ; dw: entries of the chain for -2
GROUP_ENTRY:    equ 18          ; bytes of an entry

; group: writes an entry. shared_sums: their offset from the packed weights.
group macro inputs,bytes,table,plus,minus,accumulators,shared_sums,shared,outputs,single,twos
        db 255&(inputs),bytes
        dw table,plus##_ENTRIES,minus##_ENTRIES,WEIGHTS+accumulators,65535&(PACKED+shared_sums)
        db shared,255&(outputs)
        dw single,twos##_ENTRIES
        endm

        if PACKED_COLUMNS

; next_kind: Out: carry if the next column stays packed. Destroys: AF, DE.
next_kind:
        push hl
        ld hl,kind_bits         ; bits not used yet, then a 1, then zeros
        sla (hl)
        jr nz,kind_known
        ld de,(kinds_at)
        ld a,(de)
        inc de
        ld (kinds_at),de
        scf
        rla
        ld (hl),a
kind_known:
        pop hl
        ret

; copy_column: writes the stream of a column that stays packed.
; In:       HL -> packed column, IX -> its group
; Out:      HL -> next packed column; carry
; Destroys: AF, BC, DE
copy_column:
        ld de,(stream_at)
        push hl
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
        ld c,(ix+GROUP_BYTES)
        ld a,c
        inc a
        and 0FEh
        ld (hl),a
        inc hl
        inc hl
        ex de,hl
        pop hl
        ld b,0
        bit 0,c
        ldir
        jr z,copied             ; `ldir` leaves Z as it was
        ld a,ZERO_WEIGHTS
        ld (de),a
        inc de
copied:
        ld (stream_at),de
        scf
        ret
        endif

; expand_column: writes a column's stream of up to three lists, each an entry and indices: of -2, unless there are fewer
; than TWOS_LEAST, which go to the list of -1 twice each; of +1, unless there are none; of -1. If the lists of +1 and -1
; are both odd, one index of each stands between them, after the address of a routine for these two.
; In:       HL -> packed column, IX -> its group
; Out:      HL -> next packed column
; Destroys: AF, BC, DE, IY
expand_column:
        ld de,WEIGHTS
        ld b,(ix+GROUP_BYTES)
unpack_byte:
        ld a,(hl)
        inc hl
        cp ZERO_WEIGHTS
        jr z,unpack_zeros
        rept 3
        rlca
        rlca
        ld c,a
        and 3
        ld (de),a
        inc e
        ld a,c
        endm
        rlca
        rlca
        and 3
        ld (de),a
        inc e
        djnz unpack_byte
        jr unpacked
unpack_zeros:
        ld a,NO_WEIGHT
        rept 4
        ld (de),a
        inc e
        endm
        djnz unpack_byte
unpacked:
        push hl
        ld a,(ix+GROUP_SHARED)
        or a
        call nz,share_column

; Gather the indices: those of +1 at DE, of -1 at BC, of -2 at IY.
        ld l,(ix+GROUP_END)
        ld h,(ix+GROUP_END+1)
        ld (hl),ALL_GATHERED
        ld hl,WEIGHTS
        ld de,PLUS
        ld bc,MINUS
        ld iy,TWOS
gather_next:
        ld a,NO_WEIGHT
gather:
        rept 8
        cp (hl)
        jr nz,gather_weight
        inc hl
        endm
        jr gather
gather_weight:
        ld a,(hl)
        ld (hl),NO_WEIGHT       ; shared sums start each column with weights of 0
        sub PLUS_ONE
        jr nz,gather_minus
        ld a,l
        ld (de),a
        inc de
        inc hl
        jr gather_next
gather_minus:
        jp p,gathered
        cp 255&(MINUS_ONE-PLUS_ONE)
        ld a,l
        jr z,gather_minus_one
        ld (iy+0),a
        inc iy
        inc hl
        jr gather_next
gather_minus_one:
        ld (bc),a
        inc bc
        inc hl
        jr gather_next
gathered:
        push de                 ; end of the list of +1
        ld de,(stream_at)
        ld l,(ix+GROUP_TABLE)
        ld h,(ix+GROUP_TABLE+1)
        ld (hl),e
        inc h
        ld (hl),d
        push iy
        pop hl
        push bc                 ; end of the list of -1
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
        pop hl
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

; Codes of unpacked weights:
MINUS_ONE:      equ NO_WEIGHT-1
PLUS_ONE:       equ NO_WEIGHT+1
OPPOSITES:      equ MINUS_ONE+PLUS_ONE
ALL_GATHERED:   equ 127         ; end mark after a column's weights

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
